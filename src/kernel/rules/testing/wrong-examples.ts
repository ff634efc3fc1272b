import { compileFeel } from '../feel.ts'
import { FeelError } from '../feel-error.ts'
import { textOf } from '../values/text.ts'
import { equalValues } from '../values/compare.ts'
import { isSameTckValue } from '../tck/same-value.ts'

const NOW = '2026-03-02T10:15:00+05:00'

/**
 * Examples that do not come out as they say.
 * @param lines `expression => value` one a line, both in FEEL; what is no FEEL has the value null, as in a model that
 *   is read leniently
 * @returns the lines that are wrong, with what came out
 */
export function wrongExamples(lines: string): string[] {
  const examples = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return examples.flatMap((line) => {
    const [expression, expected] = line.split(' => ') as [string, string]
    const [found, wanted] = [valueOf(expression), valueOf(expected)]
    return isSameTckValue(found, wanted) || equalValues(found, wanted) === true ? [] : [`${line}, not ${textOf(found)}`]
  })
}

function valueOf(expression: string): unknown {
  try {
    return compileFeel(expression).evaluate({}, { now: NOW })
  } catch (error) {
    if (error instanceof FeelError && ['syntax', 'no-name', 'no-function', 'no-condition'].includes(error.code))
      return null
    throw error
  }
}
