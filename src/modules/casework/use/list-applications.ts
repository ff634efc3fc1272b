import { z } from 'zod'
import { After, cursorOf, PlacedAt, useCase } from '../../../platform/use-case/index.ts'
import { WAYS_IN, OUTCOMES, STATUSES } from '../../../kernel/case/index.ts'
import { datumIn } from '../model/as-logged.ts'
import { applicationsOf } from '../store/applications.ts'

const Line = z.object({
  id: z.uuid(),
  number: z.string(),
  service: z.string(),
  status: z.enum(STATUSES),
  /** How it came out, as the last decision says; null while nothing is decided. */
  outcome: z.enum(OUTCOMES).nullable(),
  channel: z.enum(WAYS_IN),
  filedAt: z.string(),
  dueAt: z.string().nullable(),
  owner: z.string(),
  /** Which datum of which register it is to correct, as `register.attribute`; null: it is about none. */
  datum: z.string().nullable(),
})

const place = cursorOf(z.tuple([PlacedAt, z.uuid()]))

export const listApplications = useCase({
  name: 'casework.list-applications',
  title: "One's own applications, newest first; acting for an organisation, its",
  at: 'GET /applications',
  input: z.object({
    /** Id of a service: its applications alone. */
    service: z.string().max(100).optional(),
    after: After,
    size: z.number().int().min(1).max(100).default(30),
  }),
  output: z.object({ items: z.array(Line), next: z.string().nullable() }),
  example: {
    output: {
      items: [
        {
          id: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01',
          number: 'HM-2026-000123-5',
          service: 'housing-availability-certificate',
          status: 'in_progress',
          outcome: null,
          channel: 'web',
          filedAt: '2026-03-04T05:12:00.000Z',
          dueAt: '2026-03-06T13:00:00.000Z',
          owner: 'cadastre-chilonzor',
          datum: null,
        },
      ],
      next: null,
    },
  },
  needs: ['country'],
  may: 'signed in',
}).reads(async ({ input, principal, now, world }, tx) => {
  const after = place.read(input.after)
  const found = await applicationsOf(
    tx,
    principal.actingFor ? { organisation: principal.actingFor.number } : { person: principal.personId! },
    now,
    after && { filedAt: after[0], caseId: after[1] },
    input.size,
    input.service,
  )
  const last = found.at(-1)
  return {
    items: found.map(({ caseId: id, version: _version, fee: _fee, record, ...item }) => ({
      id,
      ...item,
      datum: record && item.service === world.country.ownLook?.correction ? datumIn(record) : null,
      channel: item.channel as (typeof WAYS_IN)[number],
    })),
    next: last && found.length === input.size ? place.write([last.filedAt, last.caseId]) : null,
  }
})
