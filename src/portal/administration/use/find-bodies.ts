import { z } from 'zod'
import { fold } from '../../../kernel/text/index.ts'
import { loadOfOffices } from '../../../modules/process/index.ts'
import type { Language } from '../../../platform/i18n/index.ts'
import { After, cursorOf, useCase } from '../../../platform/use-case/index.ts'

/** Bodies on a page. */
const AT_ONCE = 50

const place = cursorOf(z.tuple([z.int().min(0)]))

export const findBodies = useCase({
  name: 'administration.find-bodies',
  title: 'Bodies of the state by words of their names, in any spelling, with what waits in each and how late',
  at: 'GET /bodies',
  input: z.object({
    query: z.string().max(200).default(''),
    kind: z.string().max(100).optional(),
    /** Only where something waits, or is late: what has waited longest first. */
    waits: z.enum(['any', 'late']).optional(),
    after: After,
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.string(),
        kindName: z.string(),
        level: z.string(),
        /** Open tasks of officials, those of them that are late, and since when the oldest is. */
        tasks: z.number(),
        late: z.number(),
        lateSince: z.string().nullable(),
      }),
    ),
    found: z.number(),
    next: z.string().nullable(),
  }),
  needs: ['country'],
  may: 'role administrator',
}).reads(async ({ input, world, language, now }, tx) => {
  const words = fold(input.query).split(/\s+/).filter(Boolean)
  const named = (id: string) => world.country.displayName(id, language as Language)
  const called = world.country
    .offices()
    .filter((office) => !input.kind || office.kind === input.kind)
    .filter((office) => {
      const names = [fold(office.id), ...Object.values(office.name).map((name) => fold(name))]
      return words.every((word) => names.some((name) => name.includes(word)))
    })
  const [from = 0] = place.read(input.after) ?? []
  const ids = (input.waits ? called : called.slice(from, from + AT_ONCE)).map(({ id }) => id)
  const loads = new Map((await loadOfOffices(tx, ids, now)).map((load) => [load.office, load]))
  const longest = (id: string) => loads.get(id)?.lateSince ?? '9999'
  const all =
    input.waits === undefined
      ? called
      : called
          .filter(({ id }) => (input.waits === 'late' ? loads.get(id)?.late : loads.has(id)))
          .sort((a, b) => longest(a.id).localeCompare(longest(b.id)))
  const until = from + AT_ONCE
  return {
    items: all.slice(from, until).map(({ id, kind, level }) => ({
      id,
      name: named(id),
      kind,
      kindName: named(kind),
      level,
      tasks: loads.get(id)?.tasks ?? 0,
      late: loads.get(id)?.late ?? 0,
      lateSince: loads.get(id)?.lateSince ?? null,
    })),
    found: all.length,
    next: until < all.length ? place.write([until]) : null,
  }
})
