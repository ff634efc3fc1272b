import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkService } from './check-service.ts'
import { parts } from './testing.ts'

const RUNNING = [
  'electricity-connection',
  'guardianship-incapacitated-adult',
  'housing-availability-certificate',
  'individual-housing-construction-permit',
  'outdoor-advertising-permit',
  'pension-amount-certificate',
  'property-right-registration',
  'tree-felling-permit',
]

describe('services as they are', () => {
  it.each(RUNNING)('%s is whole, and every example does what it expects', async (id) => {
    expect(await checkService(join('services', id), parts)).toEqual({ id, ok: true, errors: [], warnings: [] })
  })

  it('are all whole, passports too', async () => {
    const found = await Promise.all(readdirSync('services').map((id) => checkService(join('services', id), parts)))
    expect(found.length).toBeGreaterThanOrEqual(64)
    expect(found.filter((serviceCheck) => !serviceCheck.ok)).toEqual([])
  })
})
