import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { changeId, changesBetween } from '../model/named-change.ts'
import { findDiscussion } from '../store/discussions.ts'
import { findAct, listTexts } from '../store/texts.ts'
import { DiscussionId } from './shapes.ts'

const Named = z.object({ id: z.string(), number: z.string(), heading: z.string() })

export const compareTexts = useCase({
  name: 'consultation.compare-texts',
  title: 'What changes from one text of an act to another, article by article and word by word',
  at: 'GET /consultations/{discussion}/changes',
  input: z.object({
    discussion: DiscussionId,
    /** Absent: the text before `to`; 0 is the act in force. */
    from: z.int().min(0).optional(),
    /** Absent: the text that is discussed now. */
    to: z.int().min(0).optional(),
  }),
  output: z.object({
    discussion: z.uuid(),
    title: z.string(),
    language: z.string(),
    from: z.int(),
    to: z.int(),
    texts: z.array(z.object({ number: z.int(), at: z.string(), note: z.string() })),
    articles: z.array(
      z.object({
        /** By which an answer names it. */
        id: z.string(),
        kind: z.enum(['changed', 'removed', 'added']),
        before: z.array(Named),
        after: z.array(Named),
        changes: z.array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })),
      }),
    ),
  }),
  may: 'anyone',
}).reads(async ({ input }, tx) => {
  const found = await findDiscussion(tx, input.discussion)
  if (!found) throw new Refusal(general['not-found'])
  const texts = await listTexts(tx, found.id)
  const to = input.to ?? found.version
  const from = input.from ?? Math.max(texts[0]!.number, to - 1)
  const [before, after] = await Promise.all([findAct(tx, found.id, from), findAct(tx, found.id, to)])
  if (!before || !after) throw new Refusal(general['not-found'])
  const named = (articles: readonly z.output<typeof Named>[]) =>
    articles.map(({ id, number, heading }) => ({ id, number, heading }))
  return {
    discussion: found.id,
    title: found.title,
    language: found.language,
    from,
    to,
    texts,
    articles: (await changesBetween(before, after)).flatMap(({ kind, changes, ...of }) =>
      kind === 'same'
        ? []
        : [{ id: changeId(of), kind, before: named(of.before), after: named(of.after), changes: [...changes] }],
    ),
  }
})
