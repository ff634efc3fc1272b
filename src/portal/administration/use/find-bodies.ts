import { z } from 'zod'
import { fold } from '../../../kernel/text/index.ts'
import type { Language } from '../../../platform/i18n/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'

const FOUND_AT_MOST = 50

export const findBodies = useCase({
  name: 'administration.find-bodies',
  title: 'Bodies of the state by words of their names, in any spelling',
  at: 'GET /bodies',
  input: z.object({ query: z.string().max(200).default(''), kind: z.string().max(100).optional() }),
  output: z.object({
    items: z.array(
      z.object({ id: z.string(), name: z.string(), kind: z.string(), kindName: z.string(), level: z.string() }),
    ),
    found: z.number(),
    next: z.null(),
  }),
  needs: ['country'],
  may: 'role administrator',
}).reads(async ({ input, world, language }) => {
  const words = fold(input.query).split(/\s+/).filter(Boolean)
  const named = (id: string) => world.country.displayName(id, language as Language)
  const all = world.country
    .offices()
    .filter((office) => !input.kind || office.kind === input.kind)
    .filter((office) => {
      const names = [fold(office.id), ...Object.values(office.name).map((name) => fold(name))]
      return words.every((word) => names.some((name) => name.includes(word)))
    })
  return {
    items: all
      .slice(0, FOUND_AT_MOST)
      .map(({ id, kind, level }) => ({ id, name: named(id), kind, kindName: named(kind), level })),
    found: all.length,
    next: null,
  }
})
