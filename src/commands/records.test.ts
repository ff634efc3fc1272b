import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { expect, it } from 'vitest'
import { readConfig } from '../platform/config/index.ts'
import { useCasesOf } from './compose.ts'
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
