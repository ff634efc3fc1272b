import { z } from 'zod'
import { readYaml } from '../../../kernel/data/index.ts'
import type { Json, Variables } from '../../../kernel/process/index.ts'

/** What an example gives to a run; what else it holds is for the check of the service. */
const Examples = z.array(
  z.looseObject({
    name: z.string(),
    answers: z.record(z.string(), z.json()).default({}),
    tasks: z.record(z.string(), z.json()).default({}),
    messages: z
      .array(z.looseObject({ name: z.string(), variables: z.record(z.string(), z.json()).default({}) }))
      .default([]),
    expect: z.looseObject({ path: z.array(z.string()).optional() }).optional(),
  }),
)

/** An example as a run in virtual time takes it. */
export interface RunExample {
  name: string
  variables: Variables
  /** By element, one for each time it is done. */
  results: Record<string, Json[]>
  messages: { name: string; variables: Variables }[]
  /** Activities in the order in which they begin, where the example says it: the check of the service holds it to that. */
  path?: string[] | undefined
}

/** The examples of a service. @param text its `examples.yaml` */
export function readExamples(
  text: string,
): { value: RunExample[] } | { problems: { line: number; message: string }[] } {
  const read = readYaml(text, Examples)
  if ('problems' in read) return { problems: read.problems.map(({ line, message }) => ({ line, message })) }
  return {
    value: read.value.map(({ name, answers, tasks, messages, expect }) => ({
      name,
      variables: { answers },
      results: Object.fromEntries(
        Object.entries(tasks).map(([element, given]) => [element, [given].flat().map(withoutTime)]),
      ),
      messages: messages.map(({ name: of, variables }) => ({ name: of, variables })),
      ...(expect?.path ? { path: expect.path } : {}),
    })),
  }
}

/** When a person does it is said of the calendar, not of the result. */
function withoutTime(given: Json): Json {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return given
  const { after: _after, ...result } = given
  return result
}
