import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { setDefinitionState } from '../store/definitions.ts'
import { unparkDefinition } from '../store/parked.ts'
import { DefinitionId, Reason } from './reason.ts'
import { theVersion } from './list-definitions.ts'

const output = z.object({ id: z.string(), closed: z.boolean(), suspended: z.boolean() })

export const suspendService = useCase({
  name: 'process.suspend-service',
  title: 'Take no new cases on a version of a service; with `running` its running cases stand still too',
  at: 'POST /definitions/{definition}/suspend',
  input: z.object({ definition: DefinitionId, running: z.boolean().default(false), reason: Reason }),
  output,
  may: 'role administrator',
  records: {
    about: 'system',
    facts: z.object({ definition: z.string(), running: z.boolean(), reason: z.string() }),
    readers: 'officials',
  },
  edits: theVersion,
}).does(async ({ input }, tx) => {
  const answer = await setDefinitionState(tx, input.definition, {
    closed: true,
    ...(input.running ? { suspended: true } : {}),
  })
  if (!answer) throw new Refusal(general['not-found'])
  return { answer, facts: { definition: input.definition, running: input.running, reason: input.reason } }
})

export const resumeService = useCase({
  name: 'process.resume-service',
  title: 'Take cases on a version again, and let its running cases go on',
  at: 'POST /definitions/{definition}/resume',
  input: z.object({ definition: DefinitionId, reason: Reason }),
  output,
  may: 'role administrator',
  records: { about: 'system', facts: z.object({ definition: z.string(), reason: z.string() }), readers: 'officials' },
  edits: theVersion,
}).does(async ({ input, now }, tx) => {
  const answer = await setDefinitionState(tx, input.definition, { closed: false, suspended: false })
  if (!answer) throw new Refusal(general['not-found'])
  await unparkDefinition(tx, input.definition, now)
  return { answer, facts: { definition: input.definition, reason: input.reason } }
})
