import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readYaml } from '../kernel/data/index.ts'
import type { Json, Variables } from '../kernel/process/index.ts'
import { WrongUsage } from './arguments.ts'

/** What an example gives to a run; what else it holds is for the check of the service. */
const Examples = z.array(
  z.looseObject({
    name: z.string(),
    answers: z.record(z.string(), z.json()).default({}),
    tasks: z.record(z.string(), z.json()).default({}),
    messages: z
      .array(z.looseObject({ name: z.string(), variables: z.record(z.string(), z.json()).default({}) }))
      .default([]),
  }),
)

/** An example as a run in virtual time takes it. */
export interface RunExample {
  variables: Variables
  results: Record<string, Json[]>
  messages: { name: string; variables: Variables }[]
}

/**
 * An example of a service's folder.
 * @param name absent: the first
 * @returns undefined when the service has none
 * @throws WrongUsage when there is none of this name, or the file is broken
 */
export function exampleOf(folder: string, name: string | undefined): RunExample | undefined {
  const path = join(folder, 'examples.yaml')
  const read = existsSync(path) ? readYaml(readFileSync(path, 'utf8'), Examples) : { value: [] }
  if ('problems' in read)
    throw new WrongUsage(read.problems.map(({ line, message }) => `${path}:${line}: ${message}`).join('\n'))
  const example = name === undefined ? read.value[0] : read.value.find((each) => each.name === name)
  if (!example && name !== undefined)
    throw new WrongUsage(
      `${path} has no example "${name}"; it has: ${read.value.map((each) => each.name).join(', ') || 'none'}`,
    )
  if (!example) return undefined
  return {
    variables: { answers: example.answers },
    results: Object.fromEntries(
      Object.entries(example.tasks).map(([element, given]) => [element, [given].flat().map(withoutTime)]),
    ),
    messages: example.messages.map(({ name: of, variables }) => ({ name: of, variables })),
  }
}

/** When a person does it is said of the calendar, not of the result. */
function withoutTime(given: Json): Json {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return given
  const { after: _after, ...result } = given
  return result
}
