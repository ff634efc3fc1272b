import { z } from 'zod'
import { actorOf } from '../../../platform/rights/index.ts'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { refusal } from '../model/refusals.ts'
import { StuckStep } from '../model/stuck-step.ts'
import { Reason } from './reason.ts'
import { theStanding } from './show-case.ts'

export const moveCaseToken = useCase({
  name: 'process.move-token',
  title:
    'Take a case from where it waits to another element of the same scope or of one around it; the wait ends undone',
  at: 'POST /cases/{case}/move',
  input: z.object({
    case: z.uuid(),
    wait: z.number().int().positive(),
    element: z.string().min(1).max(200),
    reason: Reason,
  }),
  output: z.object({ id: z.uuid(), outcome: z.string() }),
  needs: ['engine'],
  may: 'role administrator',
  records: {
    about: 'case',
    facts: z.object({ wait: z.int(), from: z.string().optional(), to: z.string(), reason: z.string() }),
    readers: 'subject',
  },
  edits: theStanding,
}).does(async ({ input, principal, now, world }, tx) => {
  try {
    const stepped = await world.engine.move(
      tx,
      input.case,
      { wait: input.wait, element: input.element },
      { now, actor: actorOf(principal) },
    )
    const left = stepped.step.closed.find((closed) => closed.id === input.wait)?.element
    return {
      answer: { id: input.case, outcome: stepped.step.outcome },
      subject: input.case,
      facts: { wait: input.wait, ...(left ? { from: left } : {}), to: input.element, reason: input.reason },
    }
  } catch (error) {
    if (error instanceof StuckStep)
      throw new Refusal(refusal['stuck-there'], { parameters: { problem: error.message } })
    throw error
  }
})
