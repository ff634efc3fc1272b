import { expect, it } from 'vitest'
import { z } from 'zod'
import { eventOf, useCase } from './index.ts'

const shape = {
  name: 'test.ring',
  title: 'Ring',
  at: 'POST /rings',
  input: z.object({ bell: z.string() }),
  output: z.object({ id: z.string() }),
  may: 'anyone',
  records: { about: 'system', facts: z.object({ bell: z.string(), times: z.int() }), readers: 'officials' },
} as const

it('a change records the facts that it declares, and no others', () => {
  const good = useCase(shape).does(async ({ input }) => ({
    answer: { id: '1' },
    facts: { bell: input.bell, times: 1 },
  }))
  // @ts-expect-error -- a fact is missing
  useCase(shape).does(async ({ input }) => ({ answer: { id: '1' }, facts: { bell: input.bell } }))
  // @ts-expect-error -- a fact is of another kind
  useCase(shape).does(async ({ input }) => ({ answer: { id: '1' }, facts: { bell: input.bell, times: 'often' } }))
  expect(eventOf(good)).toMatchObject({ kind: 'test.ring', about: 'system', readers: 'officials' })
  expect(eventOf({ ...good, records: undefined as never })).toBeUndefined()
})
