import { chance, SYLLABLES as PLAIN_SYLLABLES } from '../difference/testing.ts'
import { runsOfAct, signatureOf, VALUES, type Signed } from './index.ts'

/** Uzbek letters as Cyrillic has them; enough for made-up words. */
const CYRILLIC: readonly (readonly [string, string])[] = [
  ['sh', 'ш'],
  ['ch', 'ч'],
  ['yo', 'ё'],
  ['yu', 'ю'],
  ['ya', 'я'],
  ['oʻ', 'ў'],
  ['gʻ', 'ғ'],
  ...[...'abdefghijklmnopqrstuvxyz'].map((letter, at) => [letter, [...'абдефгҳижклмнопқрстувхйз'][at]!] as const),
]
const inCyrillic = (text: string): string => CYRILLIC.reduce((all, [from, to]) => all.replaceAll(from, to), text)

/** With a letter that the two scripts write differently. */
const SYLLABLES = [...PLAIN_SYLLABLES.slice(0, -1), 'gʻi']
const word = (random: () => number): string => {
  const rank = Math.floor(3000 * random() ** 2)
  return [rank % 16, (rank >> 4) % 16, (rank >> 8) % 16].map((at) => SYLLABLES[at]).join('')
}
const sentence = (random: () => number): string =>
  Array.from({ length: 6 + Math.floor(random() * 10) }, () => word(random)).join(' ')

/** Comments of which is known which campaign they belong to. */
export interface Labelled {
  texts: string[]
  /** Campaign of each; each honest comment has a number of its own. */
  labels: Int32Array
  /** Articles that some of them quote. */
  act: string
}

/**
 * Half campaigns of very different sizes, half honest single comments on the same articles. A member of a campaign takes
 * its template, adds a signature and sentences of its own, moves paragraphs, types otherwise and in another script.
 */
export function labelledComments(count: number, seed: number): Labelled {
  const random = chance(seed)
  const articles = Array.from({ length: 60 }, () => Array.from({ length: 3 }, () => sentence(random)).join('. '))
  const templates = Array.from({ length: Math.max(2, Math.round(count / 400)) }, () =>
    Array.from({ length: 6 + Math.floor(random() * 6) }, () => sentence(random)),
  )
  const texts: string[] = []
  const labels = new Int32Array(count)
  for (let at = 0; at < count; at++) {
    if (random() < 0.5) {
      // Zipf: the first campaign is the largest
      const campaign = Math.min(templates.length - 1, Math.floor(templates.length ** random()) - 1)
      labels[at] = campaign
      texts.push(member(templates[campaign]!, random))
    } else {
      labels[at] = templates.length + at
      const own = Array.from({ length: 5 + Math.floor(random() * 6) }, () => sentence(random))
      if (random() < 0.4) own.splice(1, 0, articles[Math.floor(random() * articles.length)]!)
      texts.push(own.join('. '))
    }
  }
  return { texts, labels, act: articles.join('\n') }
}

function member(template: readonly string[], random: () => number): string {
  const parts = [...template]
  if (random() < 0.2) parts.push(...parts.splice(0, 2))
  const own = Math.floor(random() * 0.4 * parts.length)
  for (let at = 0; at < own; at++) parts.splice(Math.floor(random() * parts.length), 0, sentence(random))
  if (random() < 0.7) parts.push(`${word(random)} ${word(random)}`)
  const typos = random() * 0.02
  let text = [...parts.join('. ')].map((letter) => (random() < typos && /\p{L}/u.test(letter) ? 'a' : letter)).join('')
  if (random() < 0.4) text = inCyrillic(text)
  if (random() < 0.3) text = text.replaceAll('ʻ', "'")
  if (random() < 0.1) text = text.toUpperCase()
  if (random() < 0.1) text = text.replaceAll(' ', ' \u200b')
  return text
}

/** Signs all texts, as the room keeps it. */
export function signAll(texts: readonly string[], act: string): Signed {
  const runs = runsOfAct(act)
  const signed: Signed = {
    count: texts.length,
    values: new Uint32Array(texts.length * VALUES),
    usable: new Uint8Array(texts.length),
    content: new BigUint64Array(texts.length),
  }
  texts.forEach((text, at) => {
    const { values, content } = signatureOf(text, runs, signed.values.subarray(at * VALUES, (at + 1) * VALUES))
    signed.usable[at] = values ? 1 : 0
    signed.content[at] = content
  })
  return signed
}

const pairs = (count: number): number => (count * (count - 1)) / 2

/** Share of joined pairs that belong together, and of pairs that belong together that are joined. */
export function quality(groups: ArrayLike<number>, labels: ArrayLike<number>): { precision: number; recall: number } {
  const [byGroup, byLabel, byBoth] = [new Map<number, number>(), new Map<number, number>(), new Map<string, number>()]
  const add = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (let at = 0; at < groups.length; at++) {
    add(byGroup, groups[at]!)
    add(byLabel, labels[at]!)
    add(byBoth, `${groups[at]} ${labels[at]}`)
  }
  const sum = (counts: ReadonlyMap<unknown, number>) =>
    [...counts.values()].reduce((all, count) => all + pairs(count), 0)
  const right = sum(byBoth)
  return { precision: sum(byGroup) === 0 ? 1 : right / sum(byGroup), recall: right / sum(byLabel) }
}
