import { z } from 'zod'
import { general, Refusal, useCase } from '../../use-case/index.ts'
import { endSessionOf, sessionsOf } from '../sessions.ts'

export const listSessions = useCase({
  name: 'identity.list-sessions',
  title: 'Where I am signed in now',
  at: 'GET /me/sessions',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        /** The browser as it calls itself. */
        agent: z.string().nullable(),
        since: z.string(),
        seenAt: z.string(),
        /** The one that asks. */
        current: z.boolean(),
      }),
    ),
    next: z.null(),
  }),
  may: 'signed in',
}).reads(async ({ principal, now }, tx) => ({
  items: (await sessionsOf(tx, principal.personId!, now)).map((session) => ({
    ...session,
    current: session.id === principal.sessionId,
  })),
  next: null,
}))

export const endSession = useCase({
  name: 'identity.end-session',
  title: 'Sign out elsewhere: end one of my sessions, or all but the one that asks',
  at: 'POST /me/sessions/end',
  input: z.object({ session: z.uuid().optional() }),
  output: z.object({ ended: z.number() }),
  may: 'signed in',
  records: { about: 'person', facts: z.object({ ended: z.int() }), readers: 'subject' },
}).does(async ({ input, principal }, tx) => {
  const ended = await endSessionOf(tx, principal.personId!, input.session, principal.sessionId)
  if (ended === 0 && input.session !== undefined) throw new Refusal(general['not-found'])
  return { answer: { ended }, facts: { ended } }
})
