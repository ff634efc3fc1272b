import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { answerRegister } from '../../../../demo/answer-register.ts'
import type { Json } from '../../../kernel/process/index.ts'
import { readCountry } from '../../../platform/country/index.ts'
import { readPeople } from '../../../platform/identity/index.ts'
import type { CheckParts } from './check-parts.ts'
import { checkService } from './check-service.ts'

const people = readPeople('country/uz/people.yaml')
export const parts: CheckParts = {
  country: readCountry('country/uz'),
  people,
  ask: (register, number, evidence) => answerRegister(register, number, evidence, people) as Json,
}

const folder = mkdtempSync(join(tmpdir(), 'check-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Change = [file: string, from: string | RegExp, to: string]

/** A copy of a service with faults put in; each must have changed something. */
export function broken(id: string, ...changes: Change[]): string {
  const copy = join(mkdtempSync(join(folder, 'one-')), id)
  cpSync(join('services', id), copy, { recursive: true })
  for (const [file, from, to] of changes) {
    const text = readFileSync(join(copy, file), 'utf8')
    const changed = text.replace(from, to)
    expect(changed, `${file} holds ${from}`).not.toBe(text)
    writeFileSync(join(copy, file), changed)
  }
  return copy
}

/** The number of the line that holds these words; 0 when none does. */
export const lineIn = (path: string, file: string, words: string): number =>
  readFileSync(join(path, file), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(words)) + 1

/** A fault put into a service; where it is found, what is said of it, and what remedy is given. */
type Fault = [
  what: string,
  id: string,
  change: Change,
  at: [file: string, words: string | undefined],
  said: RegExp,
  remedy: RegExp,
]

/** One test for each fault. */
export const findsFaults = (faults: Fault[]): void =>
  it.each(faults)('%s', async (_, id, [file, from, to], [where, words], said, remedy) => {
    const copy = broken(id, [file, from, to])
    const { ok, errors } = await checkService(copy, parts)
    expect(ok).toBe(false)
    const found = errors.find((error) => said.test(error.message) && remedy.test(error.remedy))
    expect(found, JSON.stringify(errors, null, 1)).toBeDefined()
    expect(found!.file).toBe(where)
    expect(found!.line).toBe(words === undefined ? found!.line : lineIn(copy, where, words))
    expect(found!.line).toBeGreaterThan(0)
  })
