import { z } from 'zod'
import { general, Refusal, SYSTEM_SUBJECT, useCase } from '../../../platform/use-case/index.ts'
import { feedName } from '../model/read-feed.ts'
import { readAnew } from '../store/known.ts'

const Name = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/)

export const readFeedAnew = useCase({
  name: 'proactive.read-feed-anew',
  title:
    'Read a feed of a register from its beginning with the next run: what is known already stays, and nobody is offered the same twice',
  at: 'POST /proactive/feeds/{register}/{feed}/read-anew',
  input: z.object({ register: Name, feed: Name }),
  output: z.object({ register: z.string(), feed: z.string() }),
  needs: ['country'],
  may: 'role administrator',
  records: { about: 'system', facts: z.object({ register: z.string(), feed: z.string() }), readers: 'officials' },
  status: 202,
}).does(async ({ input, world }, tx) => {
  const { register, feed } = input
  const known = world.country.registers.find(({ id }) => id === register)?.feeds.some(({ id }) => id === feed)
  if (!known) throw new Refusal(general['not-found'])
  await readAnew(tx, feedName(register, feed))
  return { answer: { register, feed }, subject: SYSTEM_SUBJECT, facts: { register, feed } }
})
