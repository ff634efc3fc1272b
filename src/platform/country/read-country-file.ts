import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { readYaml, type Read } from '../../kernel/data/index.ts'
import { DataFault } from '../config/index.ts'
import { parsedAtBuild } from '../yaml/index.ts'

/** One thing wrong in a country pack. */
export interface CountryProblem {
  file: string
  line: number
  message: string
}

/** A country pack that can't be used, with all that is wrong in it. */
export class CountryError extends DataFault {
  readonly problems: CountryProblem[]
  constructor(problems: CountryProblem[]) {
    super(
      `The country pack can't be used:\n${problems.map(({ file, line, message }) => `  ${file}:${line}: ${message}`).join('\n')}`,
    )
    this.name = 'CountryError'
    this.problems = problems
  }
}

/** A file of the pack, read; `wrong` notes what only a look across entries or files shows. */
export interface CountryFile<Value> {
  value: Value
  wrong(path: readonly PropertyKey[], message: string): void
}

/**
 * Reads one file of a country pack by its schema.
 * @param problems receives what is wrong, now and by `wrong` later
 * @returns undefined when the file can't be read
 */
export function readCountryFile<Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
  problems: CountryProblem[],
): CountryFile<z.output<Schema>> | undefined {
  const file = join(folder, name)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    problems.push({
      file,
      line: 1,
      message: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'the file is missing' : (error as Error).message,
    })
    return undefined
  }
  const read = readKnown(text, schema) ?? readYaml(text, schema)
  if ('problems' in read) {
    problems.push(
      ...read.problems.map(({ line, path, message }) => ({
        file,
        line,
        message: path ? `${path}: ${message}` : message,
      })),
    )
    return undefined
  }
  return {
    value: read.value,
    wrong: (path, message) => {
      problems.push({ file, line: read.lineOf(path), message })
    },
  }
}

/** The same from what the build parsed; where something is wrong is looked up only when something is. */
function readKnown<Schema extends z.ZodType>(text: string, schema: Schema): Read<z.output<Schema>> | undefined {
  const known = schema.safeParse(parsedAtBuild(text))
  if (!known.success) return undefined
  return {
    value: known.data,
    lineOf(path) {
      const read = readYaml(text, schema)
      return 'problems' in read ? 1 : read.lineOf(path)
    },
  }
}

/** Notes each value that stands twice. */
export function refuseTwice<Value>(
  file: CountryFile<Value>,
  list: string,
  values: readonly string[],
  what: string,
): void {
  const seen = new Set<string>()
  values.forEach((value, at) => {
    if (seen.has(value)) file.wrong([list, at], `${what} ${value} stands twice`)
    seen.add(value)
  })
}
