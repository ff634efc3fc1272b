import { z } from 'zod'
import { writeAkomaNtoso } from '../../../kernel/act/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { carryComments, mapBetween } from '../model/carry-comments.ts'
import { FORMATS } from '../model/parse-act.ts'
import { readAct } from '../model/read-act.ts'
import { refusal } from '../model/refusals.ts'
import { newsJob } from '../model/tell-subscribers.ts'
import { lockDiscussion, lockText, setVersion } from '../store/discussions.ts'
import { findAct, insertText } from '../store/texts.ts'
import { DiscussionId, words } from './shapes.ts'

export const publishText = useCase({
  name: 'consultation.publish-text',
  title: 'Publish the next text of an act in discussion; comments go along, or say openly that their passage is gone',
  at: 'POST /consultations/{discussion}/texts',
  input: z.object({
    discussion: DiscussionId,
    format: z.enum(FORMATS).default('text'),
    text: z.string().min(1).max(4_000_000),
    /** What was changed and why. */
    note: words(1, 4_000),
  }),
  output: z.object({ version: z.int(), articles: z.int(), lost: z.int() }),
  needs: ['acts'],
  may: 'publisher of discussion',
  records: {
    about: 'system',
    facts: z.object({ discussion: z.uuid(), version: z.int(), lost: z.int() }),
    readers: 'officials',
  },
  status: 201,
}).does(async ({ input, now, world: { acts } }, tx) => {
  const discussion = await lockDiscussion(tx, input.discussion)
  if (!discussion) throw new Refusal(general['not-found'])
  if (discussion.state === 'closed') throw new Refusal(refusal.closed)
  const before = (await findAct(tx, discussion.id, discussion.version))!
  const act = await readAct({ ...discussion, ...input }, acts.headings)
  if (JSON.stringify(act.articles) === JSON.stringify(before.articles)) throw new Refusal(refusal['text-same'])
  const version = discussion.version + 1
  const identified = { country: acts.country, name: discussion.id, date: acts.localDate(now), author: discussion.body }
  await insertText(tx, {
    discussion: discussion.id,
    number: version,
    akn: writeAkomaNtoso(act, { ...identified, version }),
    at: now,
    note: input.note,
  })
  const map = mapBetween(before, act)
  // every comment of before is carried along; one that comes from here on finds its place in the new text
  await lockText(tx, discussion.id)
  const lost = await carryComments(tx, discussion.id, map)
  await setVersion(tx, discussion.id, version)
  return {
    answer: { version, articles: act.articles.length, lost },
    subject: discussion.id,
    facts: { discussion: discussion.id, version, lost },
    jobs: [newsJob({ what: 'text', discussion: discussion.id, version })],
  }
})
