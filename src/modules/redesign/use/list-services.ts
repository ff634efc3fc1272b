import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { definitionId, listServices } from '../../catalogue/index.ts'
import { endedCases, oldOpenCases } from '../../process/index.ts'
import { comparePromise, lateSince, OPEN_AT_MOST } from '../model/compare-promise.ts'
import { CASES_AT_MOST } from './read-promise.ts'
import { REDESIGNS } from './roles.ts'

const Counted = z.object({ documents: z.int().nullable(), visits: z.int().nullable() })

export const listServicesToRedesign = useCase({
  name: 'redesign.list-services',
  title: 'List services with what they took on paper and what they take now, as their passports say',
  at: 'GET /redesign/services',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        runs: z.boolean(),
        before: Counted,
        now: Counted,
        worse: z.boolean(),
      }),
    ),
    next: z.null(),
  }),
  needs: ['country'],
  may: [...REDESIGNS],
}).reads(async ({ world, language, now: today }, tx) => {
  const counted = (burden: { documents?: number | undefined; visits?: number | undefined } | undefined) => ({
    documents: burden?.documents ?? null,
    visits: burden?.visits ?? null,
  })
  const services = await listServices(tx)
  const promising = services.filter(({ runs, passport }) => runs && passport.now?.days !== undefined)
  const spans = Map.groupBy(
    await endedCases(
      tx,
      promising.map(({ id, version }) => definitionId(id, version)),
      CASES_AT_MOST,
    ),
    ({ definition }) => definition,
  )
  const open = await oldOpenCases(
    tx,
    promising.map(({ id, version, passport }) => ({
      definition: definitionId(id, version),
      since: lateSince(passport.now!.days!, today),
    })),
    OPEN_AT_MOST,
  )
  return {
    items: services
      .map(({ id, version, runs, passport }) => ({
        id,
        name: world.country.text(passport.name, language),
        runs,
        before: counted(passport.before),
        now: counted(passport.now),
        worse: comparePromise(
          passport.now?.days,
          spans.get(definitionId(id, version)) ?? [],
          open.get(definitionId(id, version)),
        ).worse,
      }))
      // what keeps its promise badly first, then what runs here: its two ways can be set beside each other
      .sort(
        (first, second) =>
          Number(second.worse) - Number(first.worse) ||
          Number(second.runs) - Number(first.runs) ||
          first.name.localeCompare(second.name, language),
      ),
    next: null,
  }
})
