import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { DOCUMENT_LETTERS } from '../../kernel/text/document-letters.ts'
import { unprintableIn } from '../../kernel/text/index.ts'
import { loadTexts } from '../../platform/i18n/index.ts'
import { conventions } from '../../platform/i18n/testing.ts'
import { renderer, renderReceipt } from './index.ts'
import { fontFiles, type FontName } from './model/document-fonts.ts'
import { lettersOfFont } from './model/letters-of-font.ts'

const drawing = renderer(process.cwd())
afterAll(() => drawing.close())
const voice = {
  texts: loadTexts('texts', conventions),
  timeZone: 'Asia/Tashkent',
  origin: 'http://localhost:3000',
  demo: true,
}
const paper = (applicant: string) =>
  renderReceipt(drawing, voice, {
    language: 'uz',
    number: '2026-03-000001',
    code: 'R7K4-2M9X-QD3T',
    path: '/verify',
    service: 'Xizmat',
    applicant,
    officeName: 'Yunusobod tumani hokimligi',
    filedAt: '2026-03-02T10:00:00.000Z',
    countsFrom: '2026-03-02T10:00:00.000Z',
    dueAt: null,
  })

it('says of no letter that it can be printed when its font has no picture of it', () => {
  for (const [name, lines] of Object.entries(DOCUMENT_LETTERS)) {
    const fonts = fontFiles(name as FontName).map(lettersOfFont)
    const letters = lines.flatMap((line) =>
      line.split(' ').flatMap((range) => {
        const [from, to = from] = range.split('-').map((digits) => Number.parseInt(digits, 16)) as [number, number?]
        return Array.from({ length: to! - from + 1 }, (_, at) => from + at)
      }),
    )
    expect(letters.length).toBeGreaterThan(80)
    expect(letters.filter((letter) => !fonts.every((font) => font.has(letter)))).toEqual([])
  }
}, 60_000)

it('prints names in every script that fields take, and never waits for a letter', async () => {
  for (const name of [
    'Oʻktam Gʻofurov',
    'Ўктам Ғофуров',
    '李小龙',
    'გიორგი Արմեն محمد 김철수',
    'x ≥ 5 ①',
    'Ali 😀 \u2028 Vali',
  ])
    expect((await paper(name)).length, name).toBeGreaterThan(1000)
}, 60_000)

it('prints whatever the check lets pass', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { minLength: 40, maxLength: 40 }),
      async (given) => {
        const text = given.filter((part) => unprintableIn(part).length === 0).join(' ')
        expect((await paper(text)).length).toBeGreaterThan(1000)
      },
    ),
    { numRuns: 12 },
  )
}, 120_000)
