import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { countByUnit } from '../store/comments.ts'
import { countComments, findDiscussion } from '../store/discussions.ts'
import { findAct, listTexts } from '../store/texts.ts'
import { Cost, DiscussionId, DiscussionLine } from './shapes.ts'

export const getDiscussion = useCase({
  name: 'consultation.get-discussion',
  title: 'A public discussion: its text with the number of comments at each article, its versions and what it costs',
  at: 'GET /consultations/{discussion}',
  input: z.object({ discussion: DiscussionId, version: z.int().min(0).optional() }),
  output: DiscussionLine.extend({
    note: z.string(),
    costs: z.array(Cost),
    root: z.string().nullable(),
    /** The draft amendment of a re-engineered service that it was made of. */
    amendment: z.uuid().nullable(),
    /** Whether comments are taken now. */
    takes: z.boolean(),
    version: z.int(),
    /** The text that is shown. */
    shown: z.int(),
    texts: z.array(z.object({ number: z.int(), at: z.string(), note: z.string() })),
    chapters: z.array(z.object({ id: z.string(), number: z.string(), heading: z.string() })),
    articles: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        heading: z.string(),
        chapter: z.string().optional(),
        paragraphs: z.array(z.object({ id: z.string(), text: z.string() })),
        comments: z.int(),
        waiting: z.int(),
      }),
    ),
    /** Comments on the whole. */
    general: z.int(),
  }),
  may: 'anyone',
}).reads(async ({ input, now }, tx) => {
  const found = await findDiscussion(tx, input.discussion)
  if (!found) throw new Refusal(general['not-found'])
  const shown = input.version ?? found.version
  const [counted, texts, act] = await Promise.all([
    countComments(tx, found.id),
    listTexts(tx, found.id),
    findAct(tx, found.id, shown),
  ])
  if (!act) throw new Refusal(general['not-found'])
  const byUnit = await countByUnit(tx, { ...found, ...counted }, now)
  return {
    ...found,
    ...counted,
    takes: found.state === 'open' && Date.parse(now) < Date.parse(found.until),
    shown,
    texts,
    chapters: [...act.chapters],
    articles: act.articles.map((article) => ({
      ...article,
      paragraphs: [...article.paragraphs],
      comments: byUnit.get(article.id)?.all ?? 0,
      waiting: byUnit.get(article.id)?.waiting ?? 0,
    })),
    general: byUnit.get('')?.all ?? 0,
  }
})
