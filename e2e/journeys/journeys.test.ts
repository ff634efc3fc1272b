import { afterAll, beforeAll, describe, it } from 'vitest'
import { dwellingCertificate } from './eight/dwelling-certificate.ts'
import { electricity } from './eight/electricity.ts'
import { guardianship } from './eight/guardianship.ts'
import { houseWithoutJavaScript } from './eight/house-without-javascript.ts'
import { outdoorAdvertising } from './eight/outdoor-advertising.ts'
import { pensionByKeyboard } from './eight/pension-by-keyboard.ts'
import { rightToAFlat } from './eight/right-to-a-flat.ts'
import { treeOnPaper } from './eight/tree-on-paper.ts'
import { startJourneys, type Journeys } from './start-journey.ts'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
}, 240_000)
afterAll(async () => {
  await journeys?.close()
})

const MOST = 240_000

describe('from words typed into the search to a document that anyone can check', () => {
  it('a certificate decided by rule at once, after two typing errors', () => dwellingCertificate(journeys), MOST)
  it(
    'a guardianship in four languages: opinions of two bodies, signature of the head',
    () => guardianship(journeys),
    MOST,
  )
  it('a right to a flat in Russian, paid from the cabinet', () => rightToAFlat(journeys), MOST)
  it('a permit to build a house, JavaScript off for everyone', () => houseWithoutJavaScript(journeys), MOST)
  it('electricity: corrected, confirmed, an hour chosen', () => electricity(journeys), MOST)
  it('felling a tree, on paper at the counter: cash, refusal, appeal', () => treeOnPaper(journeys), MOST)
  it('outdoor advertising for a firm by its director, in Cyrillic', () => outdoorAdvertising(journeys), MOST)
  it('a certificate of the pension by keyboard alone', () => pensionByKeyboard(journeys), MOST)
})
