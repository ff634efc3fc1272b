import { expect, it } from 'vitest'
import { readConfig } from '../platform/config/index.ts'
import { useCasesOf } from './compose.ts'
import { MODULES } from './modules.ts'

it('knows of every change what its own event says, about whom, and who may read it', () => {
  const changes = useCasesOf(MODULES, readConfig(process.cwd(), {})).filter(({ kind }) => kind === 'does')
  expect(changes.length).toBeGreaterThan(20)
  expect(changes.filter(({ records }) => !records).map(({ name }) => name)).toEqual([])
})
