import { z } from 'zod'
import { probeNow } from '../../../platform/jobs/index.ts'
import { Refusal, SYSTEM_SUBJECT, useCase } from '../../../platform/use-case/index.ts'
import { refusal } from '../refusals.ts'

export const trySystem = useCase({
  name: 'administration.try-system',
  title: 'Ask an outside system that did not answer once more now; when it answers, all that waits for it goes on',
  at: 'POST /systems/{system}/try',
  input: z.object({ system: z.string().regex(/^[a-z0-9][a-z0-9:._-]{0,99}$/) }),
  output: z.object({ system: z.string() }),
  may: 'role administrator',
  records: { about: 'system', facts: z.object({ system: z.string() }), readers: 'officials' },
  status: 202,
}).does(async ({ input, now }, tx) => {
  if (!(await probeNow(tx, input.system, now))) throw new Refusal(refusal['system-answers'])
  return { answer: { system: input.system }, subject: SYSTEM_SUBJECT, facts: { system: input.system } }
})
