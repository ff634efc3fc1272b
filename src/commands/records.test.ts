import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'yaml'
import { expect, it } from 'vitest'
import { readConfig } from '../platform/config/index.ts'
import { useCasesOf } from './compose.ts'
import { eventOf } from '../platform/use-case/index.ts'
import { MODULES } from './modules.ts'

const changes = useCasesOf(MODULES, readConfig(process.cwd(), {})).filter(({ kind }) => kind === 'does')

it('knows of every change what its own event says, about whom, and who may read it', () => {
  expect(changes.length).toBeGreaterThan(20)
  expect(changes.filter(({ records }) => !records).map(({ name }) => name)).toEqual([])
})

it.each(['uz', 'ru', 'en'])('has words for every line that a change has on the timeline: %s', (language) => {
  const { timeline } = parse(readFileSync(`texts/${language}/casework.yaml`, 'utf8')) as { timeline: object }
  const lines = changes.flatMap(({ records }) => records?.line ?? [])
  expect(lines.length).toBeGreaterThan(5)
  expect(lines.filter((line) => !(line in timeline))).toEqual([])
})

const isEvent = (value: unknown): value is { kind: string } =>
  typeof value === 'object' && value !== null && 'kind' in value && 'facts' in value && 'readers' in value

it('knows of every event that a room declares, from the list of the room or of its changes', async () => {
  const known = new Set<unknown>([
    ...MODULES.flatMap(({ events }) => events.map(({ kind }) => kind)),
    ...changes.flatMap((change) => eventOf(change)?.kind ?? []),
  ])
  const files = globSync('src/**/*.ts').filter(
    (file) => !file.endsWith('.test.ts') && /\bdomainEvent\(/.test(readFileSync(file, 'utf8')),
  )
  const declared: string[] = []
  for (const file of files)
    for (const value of Object.values((await import(resolve(file))) as Record<string, unknown>))
      if (isEvent(value)) declared.push(value.kind)
  expect(declared.length).toBeGreaterThan(15)
  expect(declared.filter((kind) => !known.has(kind))).toEqual([])
})
