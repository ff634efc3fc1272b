import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { refusal } from '../model/refusals.ts'
import { lockAmendment, setSettled } from '../store/amendments.ts'

const words = (least: number) => printedText(z.string().trim().min(least).max(2000))

/**
 * The end of a draft amendment: the act that changed the law and the day it is in force from, after the discussion of its
 * draft; or why the law need not be changed. Until then the draft of the service does not go live.
 */
export const settleAmendment = useCase({
  name: 'redesign.settle-amendment',
  title: 'Say that the law was changed, by which act and from which day; or why it need not be changed',
  at: 'POST /redesign/amendments/{amendment}/settlement',
  input: z.object({
    amendment: z.uuid(),
    /** Kind, number and date of the act that was adopted. */
    act: words(5).optional(),
    inForce: z.iso.date().optional(),
    /** Why the law need not be changed; in place of the act. */
    reason: words(10).optional(),
  }),
  output: z.object({ amendment: z.uuid(), settled: z.enum(['adopted', 'not-needed']) }),
  may: ['role lawyer'],
  records: {
    about: 'system',
    facts: z.object({ amendment: z.uuid(), settled: z.string(), words: z.string(), inForce: z.string().nullable() }),
    readers: 'officials',
  },
}).does(async ({ input: { amendment, act, inForce, reason }, principal, now }, tx) => {
  const found = await lockAmendment(tx, amendment)
  if (!found) throw new Refusal(general['not-found'])
  if (found.withdrawnAt !== null || found.settled !== null) throw new Refusal(refusal['amendment-settled'])
  // four eyes: who took the step away does not say that the law allows it
  if (found.openedBy === principal.personId) throw new Refusal(refusal['amendment-own'])
  // while it is in public discussion nobody says that it is over
  if (found.discussion !== null && found.discussedAt === null) throw new Refusal(refusal['amendment-in-discussion'])
  const missing = (path: string) => {
    const { text } = refusal['amendment-words']
    return new Refusal(refusal['amendment-words'], { problems: [{ path, text }] })
  }
  if ((act === undefined) === (reason === undefined)) throw missing(act === undefined ? 'reason' : 'act')
  if (act !== undefined && inForce === undefined) throw missing('inForce')
  if (act !== undefined && found.discussedAt === null) throw new Refusal(refusal['amendment-undiscussed'])
  const settled = act === undefined ? ('not-needed' as const) : ('adopted' as const)
  const said = { settled, words: (act ?? reason)!, inForce: act === undefined ? null : inForce! }
  if (!(await setSettled(tx, amendment, { ...said, by: principal.personId!, now })))
    throw new Refusal(refusal['amendment-settled'])
  return { answer: { amendment, settled }, subject: amendment, facts: { amendment, ...said } }
})
