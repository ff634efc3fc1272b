import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { undoneAmong } from '../model/named-change.ts'
import { OUTCOMES } from '../model/outcomes.ts'
import { RecordItem } from '../model/record.ts'
import { countOutcomes, countOwing } from '../store/answers.ts'
import { countForBusiness, supportedOf } from '../store/comments.ts'
import { enteredOf } from '../store/entered.ts'
import { countComments, figuresByBody, findDiscussion } from '../store/discussions.ts'
import { owedByBody } from '../store/owed.ts'
import { partsOfPaper, recordItems } from '../store/record.ts'
import { findAkn } from '../store/texts.ts'
import { DiscussionId, DiscussionLine, EnteredShown } from './shapes.ts'

export const getReport = useCase({
  name: 'consultation.get-report',
  title: 'What became of the comments of a discussion, in figures, with the root of its sealed record',
  at: 'GET /consultations/{discussion}/report',
  input: z.object({ discussion: DiscussionId }),
  output: DiscussionLine.extend({
    root: z.string().nullable(),
    version: z.int(),
    outcomes: z.array(z.object({ outcome: z.enum(OUTCOMES), comments: z.int() })),
    /** Of those accepted: how many still wait for their change of the text. */
    owing: z.int(),
    /** How many were made for a business; the others are people's own. */
    forBusiness: z.int(),
    /** The first comment of each part of the paper report; of none where there are no comments. */
    parts: z.array(z.uuid()),
  }),
  may: 'anyone',
}).reads(async ({ input }, tx) => {
  const found = await findDiscussion(tx, input.discussion)
  if (!found) throw new Refusal(general['not-found'])
  const [counted, outcomes, { owing }, forBusiness, parts] = await Promise.all([
    countComments(tx, found.id),
    countOutcomes(tx, found.id),
    countOwing(tx, found.id),
    countForBusiness(tx, found.id),
    partsOfPaper(tx, found.id),
  ])
  return { ...found, ...counted, outcomes, owing, forBusiness, parts }
})

export const getOpenData = useCase({
  name: 'consultation.get-open-data',
  title: 'All comments of a discussion with their answers, as open data',
  at: 'GET /consultations/{discussion}/data',
  input: z.object({ discussion: DiscussionId }),
  output: DiscussionLine.extend({
    items: z.array(RecordItem.extend({ supported: z.int(), undone: z.boolean(), entered: EnteredShown.nullable() })),
  }),
  may: 'anyone',
}).reads(async ({ input }, tx) => {
  const found = await findDiscussion(tx, input.discussion)
  if (!found) throw new Refusal(general['not-found'])
  const [counted, items, supported, entered] = await Promise.all([
    countComments(tx, found.id),
    recordItems(tx, found.id),
    supportedOf(tx, found.id),
    enteredOf(tx, found.id),
  ])
  // whose change of the text a later text took back
  const undone = await undoneAmong(
    tx,
    found,
    items.map(({ answer }) => answer?.change),
  )
  return {
    ...found,
    ...counted,
    items: items.map((item) => ({
      ...item,
      supported: supported.get(item.id) ?? 0,
      entered: entered.get(item.id) ?? null,
      undone: item.answer?.change ? undone.has(`${item.answer.change.version} ${item.answer.change.unit}`) : false,
    })),
  }
})

export const getText = useCase({
  name: 'consultation.get-text',
  title: 'A text of an act in discussion as Akoma Ntoso',
  at: 'GET /consultations/{discussion}/texts/{number}',
  input: z.object({ discussion: DiscussionId, number: z.coerce.number().int().min(0) }),
  output: z.object({ akn: z.string() }),
  may: 'anyone',
}).reads(async ({ input }, tx) => {
  const akn = await findAkn(tx, input.discussion, input.number)
  if (akn === undefined) throw new Refusal(general['not-found'])
  return { akn }
})

export const showBodies = useCase({
  name: 'consultation.show-bodies',
  title: 'How bodies answer comments: how many, how fast, and what share was accepted',
  at: 'GET /consultation-figures',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        body: z.string(),
        discussions: z.int(),
        open: z.int(),
        comments: z.int(),
        waiting: z.int(),
        answered: z.int(),
        accepted: z.int(),
        days: z.number().nullable(),
        /** Changes that were accepted and are still owed, and how many of them are over their term. */
        owed: z.int(),
        over: z.int(),
      }),
    ),
  }),
  needs: ['country'],
  may: 'anyone',
}).reads(async ({ now, world: { country } }, tx) => {
  const owed = await owedByBody(tx, country.localDate(now))
  return {
    items: (await figuresByBody(tx)).map((figures) => ({
      ...figures,
      ...(owed.get(figures.body) ?? { owed: 0, over: 0 }),
    })),
  }
})
