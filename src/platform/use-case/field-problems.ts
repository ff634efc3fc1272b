import type { z } from 'zod'
import { readWrittenNumber } from '../../kernel/values/index.ts'
import type { FieldProblem } from './refusal.ts'

type Issue = z.core.$ZodIssue

/** What a refused value should have been, so that the sentence can say it: by the kind of value. */
const SMALL: Record<string, string> = { string: 'too-short', array: 'too-few', set: 'too-few', date: 'too-early' }
const LARGE: Record<string, string> = { string: 'too-long', array: 'too-many', set: 'too-many', date: 'too-late' }
const FORMATS: Record<string, string> = {
  date: 'not-a-date',
  datetime: 'not-a-time',
  email: 'not-an-email',
  uuid: 'not-a-record',
}
const TYPES: Record<string, string> = {
  number: 'not-a-number',
  int: 'not-whole',
  boolean: 'not-yes-or-no',
  array: 'not-a-list',
  string: 'not-a-text',
}

/**
 * zod's issues as text keys, `errors.input.<what is wrong>`, with what the sentence needs as parameters: how long, how
 * much, which kind of value.
 */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), ...said(issue) }))
}

function said(issue: Issue): Pick<FieldProblem, 'text'> & { parameters: Record<string, string | number> } {
  const say = (key: string, count?: number | bigint) => ({
    text: `errors.input.${key}`,
    parameters: count === undefined ? {} : { count: Number(count) },
  })
  switch (issue.code) {
    case 'too_small':
      // a list or text that must have something is one that was left empty
      return issue.input === '' || (issue.origin in SMALL && issue.minimum === 1 && issue.origin !== 'date')
        ? say('required')
        : say(SMALL[issue.origin] ?? 'too-low', issue.minimum)
    case 'too_big':
      return say(LARGE[issue.origin] ?? 'too-high', issue.maximum)
    case 'invalid_format':
      return say(issue.input === '' ? 'required' : (FORMATS[issue.format] ?? 'invalid-format'))
    case 'invalid_type': {
      const two = issue.expected === 'number' && typeof issue.input === 'string' && readWrittenNumber(issue.input)
      // what can mean two numbers is told with both
      if (two && 'whole' in two)
        return {
          text: 'errors.input.two-numbers',
          parameters: { typed: issue.input as string, whole: two.whole, part: two.part },
        }
      return say(issue.input === undefined ? 'required' : (TYPES[issue.expected] ?? 'invalid-type'))
    }
    case 'not_multiple_of':
      return issue.divisor === 1 ? say('not-whole') : say('not-multiple-of', issue.divisor)
    case 'custom':
      // a rule of our own brings its sentence
      return typeof issue.params?.['text'] === 'string'
        ? { text: issue.params['text'], parameters: issue.params['parameters'] ?? {} }
        : say('custom')
    default:
      return say(issue.code.replaceAll('_', '-'))
  }
}
