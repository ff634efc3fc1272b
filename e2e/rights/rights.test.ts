import { afterAll, beforeAll, expect, it } from 'vitest'
import { useCasesOf } from '../../src/commands/compose.ts'
import { MODULES } from '../../src/commands/modules.ts'
import { readConfig } from '../../src/platform/config/index.ts'
import { TRIED_AS } from '../../src/platform/rights/index.ts'
import { openStage, PRINCIPALS, type PrincipalName, type Stage } from './open-stage.ts'
import { ask, requests } from './requests.ts'
import { TABLE, expected } from './table.ts'

/** Who is expected to see what is the applicant's: everybody else's answers are searched for it. */
const STRANGERS: readonly PrincipalName[] = ['nobody', 'other', 'firm', 'counter2', 'officer2', 'head2']

/** Public by nature: the example of a service, and what a receipt's code proves. */
const PUBLIC = /get-service|check-receipt/
/** Requests whose content the product refuses, after it was settled that they may be made. */
const INCOMPLETE =
  /submit-application|correct-application|plan-migration|migrate-cases|comment-by-email|consultation.subscribe|read-amendment/

const names = Object.keys(PRINCIPALS) as PrincipalName[]

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  await stage?.close()
})

it('has a row for every use case and none for another', () => {
  expect([...new Set([...expected.keys()].map((row) => row.replace(/ \(.*/, '')))].sort()).toEqual(
    useCasesOf(MODULES, readConfig(process.cwd(), {}))
      .map((useCaseRow) => useCaseRow.name)
      .sort(),
  )
  expect(Object.keys(requests).sort()).toEqual([...expected.keys()].sort())
  expect(TABLE.trim().split('\n')[0]!.trim().split(/\s+/)).toEqual(names)
  expect([...TRIED_AS]).toEqual(names)
})

it('lets everybody do what the table says, and nothing else', async () => {
  const found = new Map<string, string[]>()
  const odd: string[] = []
  for (const row of expected.keys()) {
    const cells: string[] = []
    for (const who of names) {
      const { status, text } = await ask(stage, row, who, stage.real)
      cells.push(status === 401 || status === 403 ? '-' : '+')
      if (status === 401 || status === 403) {
        const { type } = JSON.parse(text) as { type: string }
        if (type !== `urn:darcha:problem:${who === 'nobody' ? 'errors.sign-in-needed' : 'errors.not-allowed'}`)
          odd.push(`${row}, ${who}: denied as ${type}`)
      } else if (status >= 500 || ([404, 422, 400].includes(status) && !INCOMPLETE.test(row)))
        odd.push(`${row}, ${who}: ${status} ${text.slice(0, 200)}`)
      if (STRANGERS.includes(who) && !PUBLIC.test(row))
        for (const secret of stage.secrets) if (text.includes(secret)) odd.push(`${row}: ${who} is told ${secret}`)
    }
    found.set(row, cells)
  }
  expect(written(found)).toEqual(written(expected))
  expect(odd).toEqual([])
})

it('tells nobody whether a guessed thing exists', async () => {
  const odd: string[] = []
  for (const [row, cells] of expected) {
    if (JSON.stringify(requests[row]!(stage.real)) === JSON.stringify(requests[row]!(stage.guessed))) continue
    for (const [at, who] of names.entries()) {
      const guessed = await ask(stage, row, who, stage.guessed)
      if (cells[at] === '-') {
        // what is denied looks the same whether it is another's or not there
        const real = await ask(stage, row, who, stage.real)
        if (guessed.status !== real.status || guessed.text !== real.text)
          odd.push(`${row}, ${who}: ${guessed.status} for a guess, ${real.status} for another's`)
      } else if (
        guessed.status >= 500 ||
        (guessed.status < 400 && !(/check-/.test(row) && guessed.text.includes('unknown')))
      )
        odd.push(`${row}, ${who}: ${guessed.status} ${guessed.text.slice(0, 100)}`)
    }
  }
  expect(odd).toEqual([])
})

const written = (table: ReadonlyMap<string, readonly string[]>) =>
  [...table].map(
    ([row, cells]) =>
      `${row.padEnd(50)} ${cells
        .map((cell, at) => (cell === '+' ? names[at] : ''))
        .filter(Boolean)
        .join(' ')}`,
  )
