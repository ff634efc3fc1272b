import { afterAll, beforeAll, expect, it } from 'vitest'
import { MODULES } from '../../src/commands/modules.ts'
import { readConfig } from '../../src/platform/config/index.ts'
import { PRINCIPALS, openStage, type PrincipalName, type Stage } from '../rights/open-stage.ts'
import { requests, send } from '../rights/requests.ts'
import { expected, useCaseOf } from '../rights/table.ts'
import { judge } from './judge.ts'

const config = readConfig(process.cwd(), {})
const useCases = MODULES.flatMap((module) => module.useCases(config))
let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  await stage?.close()
})

/** Days that no calendar of ours knows, and one that there never was. */
const IMPOSSIBLE = [
  '0001-01-01',
  '1926-11-29',
  '9999-12-31',
  '2026-02-30',
  '20266-01-01',
  '-000001-01-01',
  '2151-01-01',
]
const FIELD = /^(date|from|until|since|at|receivedAt|happenedOn|sourceDate|filedAt)$/

/** Names of the inputs of a use case that are days or instants, also those that its usual request leaves out. */
function datesOf(row: string): { field: string; instant: boolean }[] {
  const useCase = useCases.find(({ name }) => name === useCaseOf(row))!
  return Object.entries(useCase.input.shape as Record<string, unknown>).flatMap(([field, schema]) => {
    let inner = schema as { def: { type: string; innerType?: unknown; format?: string } }
    while (inner.def.innerType) inner = inner.def.innerType as typeof inner
    const { format } = inner.def
    return format === 'date' || format === 'datetime' || (FIELD.test(field) && inner.def.type === 'string')
      ? [{ field, instant: format === 'datetime' }]
      : []
  })
}
const whoMay = (row: string): PrincipalName =>
  (Object.keys(PRINCIPALS) as PrincipalName[]).find(
    (name, at) => expected.get(row)![at] === '+' && name !== 'nobody',
  ) ?? 'nobody'

it('refuses every day that no calendar knows, wherever one may be sent, with a sentence', async () => {
  const wrong: string[] = []
  let asked = 0
  for (const row of expected.keys())
    for (const { field, instant } of datesOf(row))
      for (const day of IMPOSSIBLE) {
        asked++
        const value = instant ? `${day}T10:00:00+05:00` : day
        const begun = performance.now()
        const answer = await send(
          stage,
          useCaseOf(row),
          whoMay(row),
          { ...requests[row]!(stage.real), [field]: value },
          {},
        )
        wrong.push(
          ...judge({ ...answer, seconds: (performance.now() - begun) / 1000 }, value).map(
            (what) => `${row} ${field}=${value}: ${what}`,
          ),
        )
        if (answer.status < 400 || answer.status >= 500) wrong.push(`${row} ${field}=${value}: ${answer.status}`)
      }
  expect(wrong).toEqual([])
  // the use cases that take days are found: none is passed over by its name
  expect(asked).toBeGreaterThan(10 * IMPOSSIBLE.length)
}, 240_000)
