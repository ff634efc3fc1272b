import { expect, it } from 'vitest'
import { askedTogether } from './asked-registers.tsx'

const asked = (at: string, more: object = {}) =>
  ({
    id: at,
    at: `2026-11-11T10:${at}:00.000Z`,
    register: 'health',
    evidence: null,
    purpose: 'guardianship',
    basis: 'law',
    body: 'khokimiyat',
    byYou: false,
    status: 'found',
    keptAt: null,
    caseId: 'one',
    caseNumber: '2026-11-000001',
    ...more,
  }) as Parameters<typeof askedTogether>[0][number]
const sizes = (...items: Parameters<typeof askedTogether>[0]) => askedTogether(items).map(({ length }) => length)

it('tells what was asked together as one: of one body, for one application, on one basis, within minutes', () => {
  expect(sizes()).toEqual([])
  expect(sizes(asked('32'), asked('31', { register: 'tax' }), asked('30', { status: 'missing' }))).toEqual([3])
  for (const other of [
    { body: 'another' },
    { byYou: true },
    { purpose: 'pension' },
    { basis: 'impartiality' },
    { caseNumber: '2026-11-000002' },
  ])
    expect(sizes(asked('32'), asked('31', other), asked('30')), JSON.stringify(other)).toEqual([2, 1])
  expect(sizes(asked('45'), asked('34'))).toEqual([1, 1])
})
