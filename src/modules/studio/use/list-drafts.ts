import { z } from 'zod'
import { readYaml } from '../../../kernel/data/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { listServices } from '../../catalogue/index.ts'
import { STATES } from '../model/draft.ts'
import { designsFor, helpsAll } from '../rights.ts'
import { listDrafts } from '../store/drafts.ts'

const Named = z.looseObject({ name: z.record(z.string(), z.string()) })
const DRAFTS_AT_MOST = 500

export const listAllDrafts = useCase({
  name: 'studio.list-drafts',
  title: 'Drafts that this designer edits, what a new one can begin with, and for which bodies',
  at: 'GET /studio/drafts',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        service: z.string(),
        name: z.string(),
        body: z.string(),
        state: z.enum(STATES),
        base: z.int().nullable(),
        published: z.int().nullable(),
        changedAt: z.string(),
      }),
    ),
    next: z.null(),
    bodies: z.array(z.string()),
    templates: z.array(z.string()),
    services: z.array(z.object({ id: z.string(), name: z.string(), version: z.int() })),
  }),
  needs: ['country', 'serviceTemplates'],
  may: ['role designer', 'role methodologist'],
}).reads(async ({ principal, world, language }, tx) => {
  const drafts = await listDrafts(tx, helpsAll(principal) ? undefined : designsFor(principal), DRAFTS_AT_MOST)
  const services = await listServices(tx)
  return {
    items: drafts.map(({ id, service, passport, body, state, base, published, changedAt }) => {
      const read = readYaml(passport ?? '', Named)
      return {
        id,
        service,
        name: 'value' in read ? world.country.text(read.value.name as never, language) : service,
        body,
        state,
        base,
        published,
        changedAt,
      }
    }),
    next: null,
    bodies: designsFor(principal),
    templates: [...world.serviceTemplates.ids],
    services: services
      .map(({ id, version, passport }) => ({ id, version, name: world.country.text(passport.name, language) }))
      .sort((first, second) => first.name.localeCompare(second.name, language)),
  }
})
