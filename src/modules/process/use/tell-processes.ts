import { z } from 'zod'
import type { Variables } from '../../../kernel/process/index.ts'
import { printedText } from '../../../kernel/text/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { tell } from '../model/deliver.ts'

const Name = printedText(z.string().trim().min(1).max(200))

export const tellProcesses = useCase({
  name: 'process.tell-processes',
  title:
    'Tell cases, and processes that start so, of a message or signal from outside: an event of the exchange, of another system',
  at: 'POST /process-events',
  input: z.object({
    type: z.enum(['message', 'signal']),
    name: Name,
    /** Of a message that is meant for one case: what it is found by there. */
    key: Name.optional(),
    variables: z.record(z.string().max(100), z.json()).default({}),
  }),
  output: z.object({ told: z.literal(true) }),
  may: 'role administrator',
  records: {
    about: 'system',
    // what it carries may be about a person: the case that it begins or moves keeps that
    facts: z.object({ type: z.string(), name: z.string() }),
    readers: 'officials',
  },
}).does(async ({ input, now }, tx) => {
  const { type, name, key } = input
  await tell(tx, { type, name, variables: input.variables as Variables, ...(key === undefined ? {} : { key }) }, now)
  return { answer: { told: true as const }, facts: { type, name } }
})
