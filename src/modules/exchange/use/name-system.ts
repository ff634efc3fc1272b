import { z } from 'zod'
import { readClient, writeClient } from '../../../kernel/x-road/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { endSystem, keepSystem, systemsTakingPart } from '../store/systems.ts'

const Client = z
  .string()
  .max(400)
  .refine((text) => readClient(text)?.subsystem !== undefined)

/** The account's roles are given and ended as anybody's are; here it is only said who speaks by it on the wire. */
export const nameSystem = useCase({
  name: 'exchange.name-system',
  title: 'Let a system of a body take part over the wire, with the roles of an account',
  at: 'POST /exchange/systems',
  input: z.object({ client: Client, account: z.uuid() }),
  output: z.object({ client: z.string() }),
  needs: ['country', 'people'],
  may: 'own role administrator',
  records: { about: 'system', facts: z.object({ client: z.string(), account: z.uuid() }), readers: 'officials' },
  status: 201,
}).does(async ({ input, principal, now, world }, tx) => {
  const client = writeClient(readClient(input.client)!)
  await world.people.get(tx, input.account)
  // nobody lends their own rights to a machine
  if (client === writeClient(world.country.exchange) || input.account === principal.personId)
    throw new Refusal(general['not-allowed'])
  await keepSystem(tx, { client, account: input.account, by: principal.personId! }, now)
  return { answer: { client }, facts: { client, account: input.account } }
})

export const endSystemPart = useCase({
  name: 'exchange.end-system',
  title: 'End the part that a system of a body takes',
  at: 'POST /exchange/systems/end',
  input: z.object({ client: Client }),
  output: z.object({ client: z.string() }),
  may: 'own role administrator',
  records: { about: 'system', facts: z.object({ client: z.string() }), readers: 'officials' },
}).does(async ({ input, now }, tx) => {
  const client = writeClient(readClient(input.client)!)
  // ending what has ended changes nothing
  await endSystem(tx, client, now)
  return { answer: { client }, facts: { client } }
})

export const listSystems = useCase({
  name: 'exchange.list-systems',
  title: 'Systems of bodies that take part over the wire',
  at: 'GET /exchange/systems',
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ client: z.string(), account: z.uuid(), namedAt: z.string() })) }),
  may: ['role auditor', 'role administrator'],
}).reads(async (_call, tx) => ({ items: await systemsTakingPart(tx) }))
