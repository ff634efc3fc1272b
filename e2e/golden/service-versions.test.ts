import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readableServices } from '../../src/modules/catalogue/testing.ts'

const KEPT = join(import.meta.dirname, 'service-versions.json')

/** What a running instance copies of a service once for each version. */
type Versions = Record<string, { version: number; files: string }>

const now: Versions = Object.fromEntries(
  readableServices().map(({ passport: { id, version }, files }) => [
    id,
    { version, files: createHash('sha256').update(JSON.stringify(files)).digest('base64url').slice(0, 16) },
  ]),
)

it('who changes a service raises its version: a running instance never takes what was changed without it', () => {
  const kept: Versions = JSON.parse(readFileSync(KEPT, 'utf8'))
  const changed = Object.keys(now).filter((id) => kept[id] !== undefined && kept[id].files !== now[id]!.files)
  const unraised = changed
    .filter((id) => now[id]!.version <= kept[id]!.version)
    .map((id) => `services/${id}/service.yaml: raise version to ${kept[id]!.version + 1}`)
  expect(unraised).toEqual([])
  if (process.env['GOLDEN'] === 'write') writeFileSync(KEPT, `${JSON.stringify(now, undefined, 2)}\n`)
  else expect(now, '`npm run golden` writes the new versions down').toEqual(kept)
})
