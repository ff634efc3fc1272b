import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../text/index.ts'
import { chance } from '../difference/testing.ts'
import { differingWords, groupsOf, hasWord, wordHashes, VALUES, type Signed } from './index.ts'
import { labelledComments, quality, signAll } from './testing.ts'

const hashed = (text: string): number[] => {
  const into = new Uint32Array(1000)
  return [...into.subarray(0, wordHashes(text, into))]
}
const grouped = (texts: readonly string[], act = ''): number[] => [...groupsOf(signAll(texts, act))]
const LONG = 'bu qonun loyihasi savdogarlar uchun juda ogʻir yuk boʻladi shuning uchun toʻlovni kamaytirish kerak'

describe('words of a comment', () => {
  it('meet in any script, with any apostrophe, capitals and unseen signs', () => {
    for (const [one, other] of [
      ['Sogʻliqni saqlash', 'Соғлиқни сақлаш'],
      ["so'm TO'LOVI", 'сўм тўлови'],
      ['yetti xalq', 'етти халқ'],
      ['за\u200bкон', 'ЗАКОН'],
      ['мой край', 'мои\u0306 краи\u0306'],
    ])
      expect(hashed(one!), one).toEqual(hashed(other!))
    expect(hashed('ha')).not.toEqual(hashed('yoʻq'))
  })

  it('are the same exactly when search folds them to the same', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'abcdeghiklmnopqrstuvxyzабвгдежзийклмнопрстуўфхцчшэюяёqҳғ'),
      minLength: 1,
      maxLength: 12,
    })
    const twins: Record<string, string> = {
      й: 'y',
      y: 'й',
      и: 'i',
      i: 'и',
      s: 'с',
      с: 's',
      x: 'ҳ',
      х: 'h',
      ц: 'ts',
      я: 'ya',
    }
    // folding is done once: «йyи» is `yi`, and what is folded again would be `i`
    const pairs = fc.oneof(
      letters.map((text): [string, string] => [text, [...text].map((letter) => twins[letter] ?? letter).join('')]),
      fc.tuple(letters, letters),
    )
    fc.assert(
      fc.property(pairs, ([text, other]) => {
        expect(hashed(text)[0] === hashed(other)[0]).toBe(fold(text) === fold(other))
      }),
      { numRuns: 1000, examples: [[['йyиa', 'yйia']], [['йyиa', 'yia']], [['ye', 'e']], [['yia', 'ia']]] },
    )
  })
})

describe('groups of comments', () => {
  it('hold what belongs together and nothing else, on a labelled set; exact match finds nothing', () => {
    const { texts, labels, act } = labelledComments(6_000, 5)
    const { precision, recall } = quality(groupsOf(signAll(texts, act)), labels)
    expect(precision).toBeGreaterThanOrEqual(0.999)
    expect(recall).toBeGreaterThanOrEqual(0.95)
    const exact = new Map(texts.map((text, at) => [text, at] as const))
    const baseline = texts.map((text) => exact.get(text)!)
    expect(quality(baseline, labels).recall).toBeLessThan(0.01)
  })

  it('are the same in whatever order comments come', () => {
    const { texts, act } = labelledComments(800, 9)
    const random = chance(3)
    const order = texts.map((_text, at) => at).sort(() => random() - 0.5)
    const straight = grouped(texts, act)
    const shuffled = grouped(
      order.map((at) => texts[at]!),
      act,
    )
    // the same partition, and the same text stands for each
    expect(order.map((_at, place) => texts[order[shuffled[place]!]!])).toEqual(order.map((at) => texts[straight[at]!]))
  })

  it('are not made by what is quoted of the act', () => {
    const act = 'har bir savdogar oyiga oʻn birlik miqdorida toʻlov toʻlaydi va ruxsatnoma besh kun ichida beriladi'
    const [first, second] = [
      `${act}. men bunga mutlaqo qarshiman chunki qimmat`,
      `${act}. ajoyib band rahmat sizlarga hammadan`,
    ]
    expect(new Set(grouped([first, second], act)).size).toBe(2)
  })

  it('hold short texts only with their equals', () => {
    expect(grouped(['Qarshiman', 'Қаршиман!', 'Roziman', ''])).toHaveLength(4)
    const [first, second, third] = grouped(['Qarshiman', 'Қаршиман!', 'Roziman'])
    expect([first === second, first === third]).toEqual([true, false])
  })

  it('tell opposite campaigns by their words, which no likeness can', () => {
    const [yes, no] = [`${LONG} men buni qoʻllab-quvvatlayman`, `${LONG} men buni qoʻllab-quvvatlamayman`]
    const texts = [yes, no, yes, no, no.replace('quvvatlamayman', 'қувватламайман')]
    expect(new Set(grouped(texts)).size).toBe(1)
    const words = differingWords(texts, (folded) => /m[ae]y/.test(folded))
    expect(words[0]).toMatchObject({ word: 'quvvatlamayman', members: 3, negates: true })
    expect(texts.filter((text) => hasWord(text, words[0]!.folded))).toHaveLength(3)
  })

  it('can be asked of nothing', () => {
    const none: Signed = {
      count: 0,
      values: new Uint32Array(VALUES),
      usable: new Uint8Array(),
      content: new BigUint64Array(),
    }
    expect([...groupsOf(none)]).toEqual([])
  })
})
