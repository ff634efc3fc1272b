import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readPeople } from '../../src/platform/identity/index.ts'
import { headingFaults } from '../testing/headings.ts'
import { openStage, type Stage } from './open-stage.ts'
import { piecesOf } from './pieces-of.ts'
import { SCREENS } from './screens.ts'
import { likeness, readShown, sketchOf } from './shown-words.ts'

let stage: Stage
/** Of each screen the pieces of text that a person reads, by language. */
const read = new Map<string, Map<string, string[]>>()
/** Of each screen what the pictures' language shows. */
const sketches = new Map<string, string[]>()
const LANGUAGES = ['uz', 'uz-cyrl', 'ru', 'en'] as const
beforeAll(async () => {
  stage = await openStage()
  for (const language of LANGUAGES) {
    const screens = new Map<string, string[]>()
    for (const { name, person, at } of SCREENS) {
      const visitor = person ? await stage.bench.as(person) : stage.bench.nobody
      const path = `/${language}${at(stage)}`.replace(/\/$/, '')
      const asked = await visitor.get(path)
      // one search result leads on to itself
      const { status, text } = asked.status === 303 ? await visitor.get(asked.location!) : asked
      expect(status, name).toBe(200)
      expect(headingFaults(text), name).toEqual([])
      screens.set(name, piecesOf(text))
      if (language === 'en') sketches.set(name, sketchOf(text))
    }
    read.set(language, screens)
  }
}, 300_000)
afterAll(() => stage?.bench.close())

/** Pieces of all screens of a language that something is wrong with, each with its screen. */
const wrong = (language: string, isWrong: (piece: string) => boolean): string[] =>
  [...read.get(language)!].flatMap(([name, pieces]) => pieces.filter(isWrong).map((piece) => `${name}: ${piece}`))

it.each(LANGUAGES)('no screen shows a hole, a key or a date of machines (%s)', (language) => {
  const HOLE = /⟦|\[object |\bundefined\b|\bNaN\b|\bnull\b|\{[a-z][\w.-]*\}/
  const DATE = /\b20\d\d-\d\d-\d\d\b|\d\dT\d\d:/
  expect(wrong(language, (piece) => HOLE.test(piece) || DATE.test(piece))).toEqual([])
})

it.each(['uz', 'uz-cyrl', 'ru'])('no screen keeps an English sentence of the interface (%s)', (language) => {
  const leaves = (tree: unknown): string[] =>
    typeof tree === 'string' ? [tree] : Object.values(tree as object).flatMap((each) => leaves(each))
  const english = new Set(
    readdirSync('texts/en')
      .flatMap((file) => leaves(parse(readFileSync(`texts/en/${file}`, 'utf8'))))
      .filter((text) => / /.test(text) && !text.includes('{')),
  )
  expect(english.size).toBeGreaterThan(500)
  expect(wrong(language, (piece) => english.has(piece))).toEqual([])
})

it('no word of a Cyrillic page is written in two scripts', () => {
  for (const language of ['uz-cyrl', 'ru'])
    expect(wrong(language, (piece) => /[a-z][а-яёқғўҳ]|[а-яёқғўҳ][a-z]/i.test(piece))).toEqual([])
})

it.each(['uz-cyrl', 'ru'])(
  'people are called in the letters of the page, where an authority wrote them so (%s)',
  (language) => {
    const called = readPeople('country/uz/people.yaml').flatMap(({ name }) =>
      typeof name === 'object' && 'ru' in name && name.ru !== name['uz'] ? [String(name['uz'])] : [],
    )
    expect(called.length).toBeGreaterThan(50)
    // an answer stands as its applicant typed it
    const TYPED = ['application: Sanjar Karimov', 'case: Sanjar Karimov']
    expect(wrong(language, (piece) => called.some((name) => piece.includes(name)))).toEqual(TYPED)
  },
)

/** Below it a picture shows another page than there is. */
const OLD = 0.75
/** Below it somebody should look. What is above are lines that other visitors of the stage leave behind. */
const TOLD = 0.88

it('pictures show their pages as they are', () => {
  const shown = readShown()
  const changed = SCREENS.map(({ name }) => ({ name, like: likeness(shown.get(name) ?? [], sketches.get(name)!) }))
  for (const { name, like } of changed)
    if (like < TOLD)
      process.stderr.write(
        `docs/pictures/${name}.webp has grown old: ${Math.round(100 * like)} % of what it shows stands on the page; npm run pictures -- ${name}\n`,
      )
  expect(changed.filter(({ like }) => like < OLD).map(({ name, like }) => `${name} ${like.toFixed(2)}`)).toEqual([])
})
