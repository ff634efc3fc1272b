import { z } from 'zod'
import { memberOf, readClient } from '../../../kernel/x-road/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { administersAll, bodiesSeenBy, headedBy } from '../model/administered.ts'
import { heardFrom } from '../store/heard.ts'
import { listedSystems, systemsAtDoor } from '../store/systems.ts'

/** Days whose faults are counted. */
export const FAULT_DAYS = 7

export const listSystems = useCase({
  name: 'exchange.list-systems',
  title: 'Systems of bodies that take part over the wire, and how each stands; heads see those of their bodies',
  at: 'GET /exchange/systems',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        system: z.uuid(),
        client: z.string(),
        name: z.string().nullable(),
        body: z.string().nullable(),
        account: z.uuid(),
        namedAt: z.string(),
        endedAt: z.string().nullable(),
        /** `no-key`: nothing that is sent in its name is believed. */
        state: z.enum(['on', 'no-key', 'ended']),
        heardAt: z.string().nullable(),
        /** What went wrong in the last days, a hundred at most. */
        faults: z.int(),
      }),
    ),
    /** Bodies whose systems this person may let in; null: of all. */
    bodies: z.array(z.string()).nullable(),
  }),
  needs: ['exchangeKeys'],
  may: ['role auditor', 'role administrator', 'role head'],
}).reads(async ({ principal, now, world }, tx) => {
  const systems = await listedSystems(tx, bodiesSeenBy(principal))
  const since = new Date(Date.parse(now) - FAULT_DAYS * 86_400_000).toISOString()
  const [heard, doors] = await Promise.all([
    heardFrom(
      tx,
      systems.map(({ client }) => client),
      since,
    ),
    systemsAtDoor(tx, now),
  ])
  const members = world.exchangeKeys()
  const signs = (client: string): boolean => {
    const door = doors.find((system) => system.client === client)
    return door?.keyed ? door.keys.length > 0 : Object.hasOwn(members, memberOf(readClient(client)!))
  }
  return {
    items: systems.map(({ id, client, name, body, account, namedAt, endedAt }) => ({
      system: id,
      client,
      name,
      body,
      account,
      namedAt,
      endedAt,
      state: endedAt !== null ? ('ended' as const) : signs(client) ? ('on' as const) : ('no-key' as const),
      heardAt: heard.get(client)?.at ?? null,
      faults: heard.get(client)?.faults ?? 0,
    })),
    bodies: administersAll(principal) ? null : headedBy(principal),
  }
})
