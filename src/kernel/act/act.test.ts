import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Act,
  readAkomaNtoso,
  readHtml,
  readLines,
  sentencesOf,
  textOf,
  writeAkomaNtoso,
  ActError,
} from './index.ts'

const WORDS = [
  { article: '{number}-modda', chapter: '{number}-bob' },
  { article: '{number}-модда', chapter: '{number}-боб' },
  { article: 'Статья {number}', chapter: 'Глава {number}' },
  { article: 'Article {number}', chapter: 'Chapter {number}' },
]
const WHO = { country: 'xx', name: 'draft-1', date: '2026-03-02', version: 1, author: 'ministry' }
const read = (...lines: string[]) => readLines('On trade', 'en', lines, WORDS)

describe('the text of an act', () => {
  it('is read by its headings in any of the languages, raised numbers as numbers of their own', () => {
    const act = readLines(
      'Закон',
      'ru',
      ['Преамбула.', 'Глава 1. Общее', 'Статья 1. Цель', 'Первое.', '2¹-modda. Ikkinchi', 'matn', 'Статья 3', 'Третье'],
      WORDS,
    )
    expect(act.articles.map(({ id, heading, chapter }) => [id, heading, chapter])).toEqual([
      ['preamble', '', undefined],
      ['art_1', 'Цель', 'chp_1'],
      ['art_2-1', 'Ikkinchi', 'chp_1'],
      ['art_3', '', 'chp_1'],
    ])
  })

  it('takes a line that only begins with the words of a heading for text', () => {
    const act = read('Article 1. Aim', 'Article 5 of this Law applies.', '5-modda talablari saqlanadi.')
    expect(act.articles.map(({ id }) => id)).toEqual(['art_1'])
    expect(textOf(act.articles[0]!)).toContain('Article 5 of this Law')
  })

  it('is read by its points where it has no articles, and as a whole where it has none', () => {
    expect(read('1. First', 'a) more', '2. Second').articles.map(({ id }) => id)).toEqual(['art_1', 'art_2'])
    expect(read('Only words').articles.map(({ id }) => id)).toEqual(['preamble'])
    expect(() => read('  ', '\u200b')).toThrow(ActError)
  })

  it('takes a row of digits that numbers nothing for text: an id stays of a length that addresses can hold', () => {
    const long = '9'.repeat(150)
    const act = read('Article 1. Aim', `Article ${long}. No article`, `${'Х'.repeat(3)}`)
    expect(act.articles.map(({ id, paragraphs }) => [id, paragraphs.length])).toEqual([['art_1', 2]])
    expect(read(`${long}. A point`).articles.map(({ id }) => id)).toEqual(['preamble'])
    expect(read('Article 12-3.4⁵. Aim', 'x').articles[0]!.id).toBe('art_12-3-4-5')
  })

  it('gives two articles of one number two ids', () => {
    expect(read('Article 1. A', 'x', 'Article 1. B', 'y').articles.map(({ id }) => id)).toEqual([
      'art_1',
      'art_1-copy2',
    ])
  })

  it('comes out of Akoma Ntoso as it went in', () => {
    const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (lines) => {
        let act: Act
        try {
          act = read('Article 1. One', ...lines, 'Chapter 2. Two', 'Article 2', 'x < y & "z"')
        } catch {
          return
        }
        expect(readAkomaNtoso(writeAkomaNtoso(act, WHO))).toEqual(act)
      }),
    )
  })

  it('refuses what is no Akoma Ntoso, and files that declare a document type', () => {
    for (const wrong of ['<html/>', 'no', '<!DOCTYPE a [<!ENTITY b "c">]><akomaNtoso/>', '<akomaNtoso xmlns="x"/>'])
      expect(() => readAkomaNtoso(wrong)).toThrow(ActError)
  })

  it('reads points of another’s Akoma Ntoso with their numbers', () => {
    const act = readAkomaNtoso(
      `<akomaNtoso xmlns="x"><act><body xml:lang="en"><article eId="art_4"><num>4.</num><heading>Fees</heading>
       <paragraph><list><intro><p>It costs:</p></intro><point><num>a)</num><content><p>one</p></content></point></list></paragraph></article></body></act></akomaNtoso>`,
    )
    expect(act.articles[0]).toMatchObject({ id: 'art_4', number: '4', heading: 'Fees' })
    expect(textOf(act.articles[0]!)).toBe('It costs:\na) one')
  })

  it('keeps nothing of a web page but its words', () => {
    expect(
      readHtml(
        '<head><title>x</title></head><p onclick="a()">Статья 2<sup>1</sup>. A&amp;B</p><script>alert(1)</script><li>&#1072;)\n и',
      ),
    ).toEqual(['Статья 2¹. A&B', 'а) и'])
    for (const hostile of ['<', '<p ', '<script>', '<!--', '<sup>1', '&#'])
      expect(readHtml(hostile.repeat(100_000)).length).toBeLessThan(2)
  })

  it('has sentences that cover its words and do not end at an abbreviation or a number', () => {
    const text = 'По ст. 5 и п. 2 платят 1.5 раза. Второе предложение! «Третье».\na) point'
    expect(sentencesOf(text).map(({ from, until }) => text.slice(from, until))).toEqual([
      'По ст. 5 и п. 2 платят 1.5 раза.',
      'Второе предложение!',
      '«Третье».',
      'a) point',
    ])
  })
})
