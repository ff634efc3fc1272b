import { findArticle, textOf, type Act } from '../../../kernel/act/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { refusal } from './refusals.ts'

/** What of a text a comment is about. */
export interface Anchor {
  unit: string | null
  from: number | null
  until: number | null
  passage: string | null
}

const WHOLE: Anchor = { unit: null, from: null, until: null, passage: null }

/**
 * The place that a comment names: the whole, an article, or words of it. Words are looked for where the reader marked
 * them; when they stand there no more than once, the place need not be said.
 * @throws Refusal when there is no such article, or no such words in it
 */
export function anchorOf(
  act: Act,
  given: { unit?: string | undefined; passage?: string | undefined; from?: number | undefined },
): Anchor {
  if (given.unit === undefined) {
    if (given.passage !== undefined) throw new Refusal(refusal['passage-unknown'])
    return WHOLE
  }
  const article = findArticle(act, given.unit)
  if (!article) throw new Refusal(refusal['unit-unknown'])
  if (given.passage === undefined) return { ...WHOLE, unit: article.id }
  const text = textOf(article)
  const found = placeOf(text, given.passage, given.from)
  if (!found) throw new Refusal(refusal['passage-unknown'])
  return { unit: article.id, ...found, passage: text.slice(found.from, found.until) }
}

/** People copy with other line ends and double spaces: white space is compared as one space. */
function placeOf(text: string, passage: string, near: number | undefined): { from: number; until: number } | undefined {
  const words = passage.trim().split(/\s+/).filter(Boolean)
  if (words.length === 0) return undefined
  const pattern = new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+'), 'gu')
  let best: { from: number; until: number } | undefined
  for (const { index, 0: found } of text.matchAll(pattern)) {
    const place = { from: index, until: index + found.length }
    if (near === undefined) return place
    if (!best || Math.abs(place.from - near) < Math.abs(best.from - near)) best = place
  }
  return best
}
