import { z } from 'zod'
import { KnownDate } from '../../../kernel/terms/index.ts'
import { general, Refusal, requireFresh, useCase } from '../../../platform/use-case/index.ts'
import { GIVEN_BY_HEADS, ServiceCode, servicesGivenBy } from '../model/door-services.ts'
import { readTerm } from '../model/read-term.ts'
import { refusal } from '../model/refusals.ts'
import { endRights, insertRights } from '../store/system-rights.ts'
import { vouchSystem } from '../store/vouch-system.ts'
import { openSystem, refuseKeysOfHeads } from './system-keys.ts'

export const giveAccess = useCase({
  name: 'exchange.give-access',
  title: 'Let a system ask a service, until a day when it is for a time; one that it may ask already gets this term',
  at: 'POST /exchange/systems/{system}/rights',
  input: z.object({
    system: z.uuid(),
    service: ServiceCode,
    /** First and last day, local to the country; absent: from now, and until it is ended. */
    since: KnownDate.optional(),
    until: KnownDate.optional(),
  }),
  output: z.object({ system: z.uuid(), service: ServiceCode, since: z.string(), until: z.string().nullable() }),
  needs: ['country', 'principals'],
  may: ['own role administrator', 'head of the system of system'],
  records: {
    about: 'system',
    facts: z.object({
      system: z.uuid(),
      client: z.string(),
      service: z.string(),
      since: z.string(),
      until: z.string().nullable(),
    }),
    readers: 'officials',
  },
  status: 201,
}).does(async ({ input, principal, now, world }, tx) => {
  requireFresh(principal, now)
  const { service } = input
  if (!servicesGivenBy(principal).includes(service)) throw new Refusal(general['not-allowed'])
  const { id: system, client } = await openSystem(tx, input.system)
  const by = principal.personId!
  if (!GIVEN_BY_HEADS.includes(service)) await refuseKeysOfHeads(tx, system, now, world)
  const { since, until } = readTerm(input, world.country, now)
  // until the new term begins, the one before goes on
  await endRights(tx, { system, service, by }, since)
  await insertRights(tx, { system, services: [service], since, until, by })
  await vouchSystem(tx, system, now)
  return { answer: { system, service, since, until }, facts: { system, client, service, since, until } }
})

export const endAccess = useCase({
  name: 'exchange.end-access',
  title: 'End the right of a system to ask a service, now',
  at: 'POST /exchange/systems/{system}/rights/end',
  input: z.object({ system: z.uuid(), service: ServiceCode }),
  output: z.object({ system: z.uuid(), service: ServiceCode }),
  may: ['own role administrator', 'head of the system of system'],
  records: {
    about: 'system',
    facts: z.object({ system: z.uuid(), client: z.string(), service: z.string() }),
    readers: 'officials',
  },
}).does(async ({ input, principal, now }, tx) => {
  const { id: system, client } = await openSystem(tx, input.system)
  if ((await endRights(tx, { system, service: input.service, by: principal.personId! }, now)) === 0)
    throw new Refusal(refusal['not-given'])
  await vouchSystem(tx, system, now)
  return { answer: { system, service: input.service }, facts: { system, client, service: input.service } }
})
