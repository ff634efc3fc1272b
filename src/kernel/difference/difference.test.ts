import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLines, textOf, findArticle } from '../act/index.ts'
import { changesOf, commonRuns, differences, mapActs } from './index.ts'
import { editAct, makeAct, marks } from './testing.ts'

const WORDS = [{ article: 'Article {number}', chapter: 'Chapter {number}' }]
const act = (...lines: string[]) => readLines('T', 'en', lines, WORDS)

describe('what two rows have in common', () => {
  it('is a common subsequence, as long as the longest', () => {
    const row = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 })
    fc.assert(
      fc.property(row, row, (left, right) => {
        const [before, after] = [Int32Array.from(left), Int32Array.from(right)]
        const runs = commonRuns(before, after)
        let [x, y, length] = [0, 0, 0]
        for (const run of runs) {
          expect(run.before >= x && run.after >= y && run.length > 0).toBe(true)
          expect(left.slice(run.before, run.before + run.length)).toEqual(
            right.slice(run.after, run.after + run.length),
          )
          ;[x, y] = [run.before + run.length, run.after + run.length]
          length += run.length
        }
        expect(length).toBe(longest(left, right))
      }),
    )
  })
})

describe('what changed between two texts', () => {
  it('gives both texts back, and cuts no word', () => {
    const words = fc.array(fc.constantFrom('обязан', 'вправе', 'oʻzbek', 'fee', '1.5', '—', ',', '\n'), {
      maxLength: 30,
    })
    fc.assert(
      fc.property(words, words, (left, right) => {
        const [before, after] = [left.join(' '), right.join(' ')]
        const changes = changesOf(before, after)
        const join = (kinds: string[]) =>
          changes
            .filter(({ kind }) => kinds.includes(kind))
            .map(({ text }) => text)
            .join('')
        expect(join(['same', 'added'])).toBe(after)
        expect(join(['same', 'removed']).replace(/\s+/g, ' ')).toBe(before.replace(/\s+/g, ' '))
        for (const { text } of changes)
          for (const word of text.split(/[\s,—]+/).filter(Boolean)) expect([...left, ...right]).toContain(word)
      }),
    )
  })

  it('takes another apostrophe for no change, and a number for one word', () => {
    expect(changesOf("so'm toʻlaydi", 'soʻm toʼlaydi').map(({ kind }) => kind)).toEqual(['same'])
    expect(changesOf('10 soum', '15 soum')).toEqual([
      { kind: 'removed', text: '10' },
      { kind: 'added', text: '15' },
      { kind: 'same', text: ' soum' },
    ])
  })

  it('finds articles again that were renumbered, moved or removed', () => {
    const before = act(
      'Article 1. Aim',
      'This law is about trade in streets.',
      'Article 2. Fee',
      'A trader pays ten units each month.',
      'Article 3. End',
      'It ends.',
    )
    const after = act(
      'Article 1. Fee',
      'A trader pays five units each month.',
      'Article 2. Aim',
      'This law is about trade in streets.',
    )
    const found = differences(before, after).map((change) => [
      change.kind,
      change.before.map(({ id }) => id),
      change.after.map(({ id }) => id),
    ])
    expect(found).toEqual([
      ['changed', ['art_2'], ['art_1']],
      ['same', ['art_1'], ['art_2']],
      ['removed', ['art_3'], []],
    ])
  })
})

describe('a passage in the next text', () => {
  const before = act(
    'Article 1. Fee',
    'A trader pays a fee of ten units each month. The fee is paid in cash.',
    'Article 2. Aim',
    'This law is about trade in streets.',
  )

  const placed = (passage: string, unit = 'art_1') => {
    const from = textOf(findArticle(before, unit)!).indexOf(passage)
    return { unit, from, until: from + passage.length }
  }

  it('is found word for word, with other words, or is openly gone', () => {
    const after = act(
      'Article 1. New',
      'Words that were not there before at all.',
      'Article 2. Fee',
      'First: a trader pays a fee of five units each month. It can be paid by card.',
      'Article 3. Aim',
      'This law is about trade in streets.',
    )
    const map = mapActs(before, after)
    const shown = (fate: ReturnType<typeof map.fateOf>) =>
      fate.state === 'gone'
        ? fate
        : [fate.state, fate.unit, textOf(findArticle(after, fate.unit)!).slice(fate.from, fate.until)]
    expect(shown(map.fateOf(placed('trade in streets', 'art_2')))).toEqual(['same', 'art_3', 'trade in streets'])
    expect(shown(map.fateOf(placed('pays a fee of ten units each month')))).toEqual([
      'changed',
      'art_2',
      'pays a fee of five units each month',
    ])
    expect(shown(map.fateOf(placed('ten')))).toMatchObject({ state: 'gone', unit: 'art_2', instead: 'five' })
    expect(map.articleFate('art_2')).toEqual({ state: 'same', unit: 'art_3' })
    expect(map.articleFate('art_1')).toEqual({ state: 'changed', unit: 'art_2' })
    expect(mapActs(before, act('Article 1. X', 'Other.')).articleFate('art_2')).toEqual({ state: 'gone' })
  })

  it('maps a text onto itself, whatever is marked', () => {
    const text = textOf(before.articles[0]!)
    const map = mapActs(before, before)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 1 }), fc.integer({ min: 1, max: 30 }), (from, length) => {
        const place = { unit: 'art_1', from, until: Math.min(text.length, from + length) }
        if (!/[\p{L}\p{N}]/u.test(text.slice(from, place.until))) return
        expect(map.fateOf(place)).toEqual({ state: 'same', ...place })
      }),
    )
  })

  it('is openly gone when it was taken apart, be it by a few words at its edge', () => {
    const old = act(
      'Article 1. Fee',
      'A trader pays a fee each month in cash. The inspector gives a receipt for it on the same day.',
    )
    const apart = act(
      'Article 1. Fee',
      'The inspector gives a receipt for it on the same day.',
      'Article 2. Payment',
      'Words about something else stand here first. A trader pays a fee each month in cash.',
    )
    const text = textOf(old.articles[0]!)
    const place = (from: string, until: string) => ({
      unit: 'art_1',
      from: text.indexOf(from),
      until: text.indexOf(until) + until.length,
    })
    const map = mapActs(old, apart)
    expect(map.fateOf(place('fee each', 'inspector gives a receipt')).state).toBe('gone')
    expect(map.fateOf(place('in cash', 'a receipt')).state).toBe('gone')
    expect(map.fateOf(place('inspector gives', 'same day'))).toMatchObject({ state: 'same', unit: 'art_1' })
    expect(map.fateOf(place('trader pays', 'in cash'))).toMatchObject({ state: 'same', unit: 'art_2' })
  })

  it.each([
    [1, 0.99],
    [3, 0.98],
  ])('is right after %d rounds of edits of a hundred pages, and hardly ever silently wrong', (rounds, least) => {
    const original = makeAct(300, 121)
    const all = marks(original, 10_000, 122)
    const { act: edited, origin } = editAct(original, rounds, 123)
    const map = mapActs(original.act, edited)
    const verdicts = all.map((mark) => origin.judge(mark, map.fateOf(mark)))
    const share = (verdict: string) => verdicts.filter((given) => given === verdict).length / all.length
    expect(share('right')).toBeGreaterThanOrEqual(least)
    expect(share('wrong')).toBeLessThanOrEqual(0.0005)
  })
})

function longest(left: readonly number[], right: readonly number[]): number {
  const row = new Array(right.length + 1).fill(0)
  for (const token of left) {
    let diagonal = 0
    for (let at = 1; at <= right.length; at++) {
      const above = row[at]
      row[at] = token === right[at - 1] ? diagonal + 1 : Math.max(above, row[at - 1])
      diagonal = above
    }
  }
  return row[right.length]
}
