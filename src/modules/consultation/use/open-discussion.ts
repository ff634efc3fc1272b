import { z } from 'zod'
import { writeAkomaNtoso } from '../../../kernel/act/index.ts'
import { newId } from '../../../platform/database/index.ts'
import { happened } from '../../../platform/events/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { opened } from '../model/events.ts'
import { FORMATS } from '../model/parse-act.ts'
import { readAct } from '../model/read-act.ts'
import { newsJob } from '../model/tell-subscribers.ts'
import { insertDiscussion } from '../store/discussions.ts'
import { insertText } from '../store/texts.ts'
import { Cost, words } from './shapes.ts'

/** Days a discussion lasts unless its body says otherwise; how few are enough is not assumed to be law. */
export const USUAL_DAYS = 15

const DAY = 86_400_000
/** A text as it is handed in; larger ones come as files. */
const Text = z.string().min(1).max(4_000_000)

export const openDiscussion = useCase({
  name: 'consultation.open-discussion',
  title: 'Publish a draft act, or open an act in force, for public discussion',
  at: 'POST /consultations',
  input: z.object({
    body: z.string().max(100),
    kind: z.enum(['draft', 'review']).default('draft'),
    title: words(3, 500),
    language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z]{2,8})*$/),
    note: words(1, 20_000),
    costs: z.array(Cost).max(50).default([]),
    days: z.int().min(1).max(365).default(USUAL_DAYS),
    format: z.enum(FORMATS).default('text'),
    text: Text,
    /** The draft amendment of a re-engineered service that it was made of. */
    amendment: z.uuid().optional(),
    /** The act in force that the draft changes. */
    inForce: z.object({ format: z.enum(FORMATS).default('text'), text: Text }).optional(),
  }),
  output: z.object({ id: z.uuid(), until: z.string(), articles: z.int() }),
  needs: ['acts'],
  may: 'lawyer of body',
  records: {
    about: 'system',
    facts: z.object({ discussion: z.uuid(), body: z.string(), days: z.int(), articles: z.int() }),
    readers: 'officials',
  },
  status: 201,
}).does(async ({ input, principal, now, world: { acts } }, tx) => {
  const id = newId(now)
  const until = new Date(Date.parse(now) + input.days * DAY).toISOString()
  const identified = { country: acts.country, name: id, date: acts.localDate(now), author: input.body }
  const act = await readAct(input, acts.headings)
  const before = input.inForce && (await readAct({ ...input, ...input.inForce }, acts.headings))
  await insertDiscussion(tx, {
    ...input,
    id,
    openedAt: now,
    until,
    openedBy: principal.personId!,
    amendment: input.amendment ?? null,
  })
  const texts = [...(before ? [{ act: before, number: 0 }] : []), { act, number: 1 }]
  for (const { act: text, number } of texts)
    await insertText(tx, {
      discussion: id,
      number,
      akn: writeAkomaNtoso(text, { ...identified, version: number }),
      at: now,
      note: '',
    })
  return {
    answer: { id, until, articles: act.articles.length },
    subject: id,
    facts: { discussion: id, body: input.body, days: input.days, articles: act.articles.length },
    jobs: [newsJob({ what: 'opened', discussion: id })],
    events: [
      happened(opened, id, {
        body: input.body,
        kind: input.kind,
        until,
        ...(input.amendment === undefined ? {} : { amendment: input.amendment }),
      }),
    ],
  }
})
