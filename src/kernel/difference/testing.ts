import { textOf, type Act, type Article } from '../act/index.ts'
import type { Fate, Place } from './act-map.ts'

/** Repeatable chance (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

interface Word {
  text: string
  /** The same word in the first text and all that came of it; 0 for one that was put in. */
  id: number
}
type Sentence = Word[]
interface Section {
  heading: string
  sentences: Sentence[]
}
/** An act of which is known where each word came from. */
export interface TracedAct {
  act: Act
  sections: Section[]
}

/** Syllables of made-up words. */
export const SYLLABLES = [
  'ba',
  'do',
  'ki',
  'lar',
  'mun',
  'osh',
  'qo',
  'rim',
  'sa',
  'ti',
  'vo',
  'xon',
  'yur',
  'ziy',
  'an',
  'el',
]
const BOILERPLATE = 'this is done in the order that the cabinet of ministers has set for it'

const wordFrom = (random: () => number): string => {
  // few words are frequent, most are rare
  const rank = Math.floor(2500 * random() ** 3)
  return [rank % 16, (rank >> 4) % 16, (rank >> 8) % 16].map((at) => SYLLABLES[at]).join('')
}

function asAct(sections: readonly Section[]): Act {
  const articles: Article[] = sections.map(({ heading, sentences }, at) => ({
    id: `art_${at + 1}`,
    number: String(at + 1),
    heading,
    paragraphs: [
      {
        id: `art_${at + 1}__para_1`,
        text: sentences.map((sentence) => `${sentence.map(({ text }) => text).join(' ')}.`).join(' '),
      },
    ],
  }))
  return { title: 'Made up', language: 'en', chapters: [], articles }
}

/** An act of made-up words, some sentences of which stand in a third of its articles. */
export function makeAct(articles: number, seed: number): TracedAct {
  const random = chance(seed)
  let id = 0
  const sentence = (words: readonly string[]): Sentence => words.map((text) => ({ text, id: ++id }))
  const sections = Array.from({ length: articles }, () => {
    const sentences = Array.from({ length: 4 + Math.floor(random() * 6) }, () =>
      sentence(Array.from({ length: 8 + Math.floor(random() * 16) }, () => wordFrom(random))),
    )
    if (random() < 0.35) sentences.splice(Math.floor(random() * sentences.length), 0, sentence(BOILERPLATE.split(' ')))
    return { heading: wordFrom(random), sentences }
  })
  return { act: asAct(sections), sections }
}

/** The same with as many edits as a committee makes in one round: words, sentences, articles; all renumbered. */
export function editAct(
  { sections }: TracedAct,
  rounds: number,
  seed: number,
): TracedAct & { origin: Origin; act: Act } {
  const random = chance(seed)
  const fresh = (): Sentence =>
    Array.from({ length: 8 + Math.floor(random() * 16) }, () => ({ text: wordFrom(random), id: 0 }))
  let now = sections.map((section) => ({ ...section, sentences: section.sentences.map((words) => [...words]) }))
  for (let round = 0; round < rounds; round++) {
    now = now.flatMap((section) => {
      if (random() < 0.05) return []
      section.sentences = section.sentences.flatMap((sentence) => {
        const dice = random()
        if (dice < 0.04) return []
        if (dice < 0.08) return [sentence, fresh()]
        if (dice < 0.2) return [editedWords(sentence, random)]
        return [sentence]
      })
      const dice = random()
      if (dice < 0.05) return [section, { heading: wordFrom(random), sentences: [fresh(), fresh(), fresh()] }]
      if (dice < 0.08 && section.sentences.length > 3) {
        const half = section.sentences.length >> 1
        return [
          { heading: section.heading, sentences: section.sentences.slice(0, half) },
          { heading: wordFrom(random), sentences: section.sentences.slice(half) },
        ]
      }
      return [section]
    })
    for (let at = now.length - 1; at > 0; at--) {
      const dice = random()
      if (dice < 0.03) now.splice(Math.floor(random() * now.length), 0, ...now.splice(at, 1))
      else if (dice < 0.05) {
        now[at - 1] = { heading: now[at - 1]!.heading, sentences: [...now[at - 1]!.sentences, ...now[at]!.sentences] }
        now.splice(at, 1)
      }
    }
  }
  return { act: asAct(now), sections: now, origin: new Origin(sections, now) }
}

function editedWords(sentence: Sentence, random: () => number): Sentence {
  return sentence.flatMap((word) => {
    const dice = random()
    if (dice < 0.06) return []
    if (dice < 0.12) return [{ text: wordFrom(random), id: 0 }]
    if (dice < 0.16) return [word, { text: wordFrom(random), id: 0 }]
    return [word]
  })
}

/** Knows what a mapping can only guess. */
export class Origin {
  readonly #before: ReadonlyMap<string, Placed[]>
  readonly #after: ReadonlyMap<string, Placed[]>
  readonly #alive: ReadonlySet<number>
  constructor(before: readonly Section[], after: readonly Section[]) {
    this.#before = placed(before)
    this.#after = placed(after)
    this.#alive = new Set([...this.#after.values()].flat().map(({ id }) => id))
  }

  /**
   * `right`: at least 70 % of the words that are left were found, or their loss was told; `wrong`: other words were
   * shown as the passage, without a word; `missed`: told as gone though it is there.
   */
  judge(mark: Place, fate: Fate): 'right' | 'wrong' | 'missed' {
    const meant = within(this.#before.get(mark.unit)!, mark)
    const left = meant.filter(({ id }) => this.#alive.has(id)).map(({ id }) => id)
    const expected = left.length >= meant.length / 2
    if (fate.state === 'gone') return expected ? 'missed' : 'right'
    const found = new Set(within(this.#after.get(fate.unit)!, fate).map(({ id }) => id))
    return left.length > 0 && left.filter((id) => found.has(id)).length >= 0.7 * left.length ? 'right' : 'wrong'
  }
}

interface Placed {
  id: number
  from: number
  until: number
}

function placed(sections: readonly Section[]): Map<string, Placed[]> {
  return new Map(
    sections.map(({ sentences }, at) => {
      let place = 0
      const words = sentences.flatMap((sentence) => {
        const found = sentence.map(({ text, id }) => {
          const word = { id, from: place, until: place + text.length }
          place += text.length + 1
          return word
        })
        // the full stop, or the full stop of a sentence that lost all its words
        place += sentence.length === 0 ? 2 : 1
        return found
      })
      return [`art_${at + 1}`, words] as const
    }),
  )
}

const within = (words: readonly Placed[], { from, until }: { from: number; until: number }): Placed[] =>
  words.filter((word) => word.from >= from && word.until <= until)

/** Passages as people mark them: from a few words to some sentences, at words. */
export function marks({ act }: TracedAct, count: number, seed: number): Place[] {
  const random = chance(seed)
  return Array.from({ length: count }, () => {
    const article = act.articles[Math.floor(random() * act.articles.length)]!
    const words = [...textOf(article).matchAll(/[\p{L}]+/gu)]
    const first = Math.floor(random() * words.length)
    const last = Math.min(words.length - 1, first + 2 + Math.floor(random() * 25))
    return { unit: article.id, from: words[first]!.index, until: words[last]!.index + words[last]![0].length }
  })
}
