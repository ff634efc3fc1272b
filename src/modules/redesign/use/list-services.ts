import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { listServices } from '../../catalogue/index.ts'
import { REDESIGNS } from './roles.ts'

const Counted = z.object({ documents: z.int().nullable(), visits: z.int().nullable() })

export const listServicesToRedesign = useCase({
  name: 'redesign.list-services',
  title: 'List services with what they took on paper and what they take now, as their passports say',
  at: 'GET /redesign/services',
  input: z.object({}),
  output: z.object({
    items: z.array(z.object({ id: z.string(), name: z.string(), runs: z.boolean(), before: Counted, now: Counted })),
    next: z.null(),
  }),
  needs: ['country'],
  may: [...REDESIGNS],
}).reads(async ({ world, language }, tx) => {
  const counted = (burden: { documents?: number | undefined; visits?: number | undefined } | undefined) => ({
    documents: burden?.documents ?? null,
    visits: burden?.visits ?? null,
  })
  return {
    items: (await listServices(tx))
      .map(({ id, runs, passport }) => ({
        id,
        name: world.country.text(passport.name, language),
        runs,
        before: counted(passport.before),
        now: counted(passport.now),
      }))
      // what runs here first: its two ways can be set beside each other
      .sort(
        (first, second) => Number(second.runs) - Number(first.runs) || first.name.localeCompare(second.name, language),
      ),
    next: null,
  }
})
