import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { memberOf, readClient, writeClient } from '../../../kernel/x-road/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { endRole, giveRole, makeAccount } from '../../../platform/identity/index.ts'
import { actorOf, type Principal } from '../../../platform/rights/index.ts'
import { general, Refusal, requireFresh, useCase, type World } from '../../../platform/use-case/index.ts'
import { administersAll } from '../model/administered.ts'
import { GIVEN_BY_HEADS, rolesGivenBy, ServiceCode, servicesGivenBy, SYSTEM_ROLES } from '../model/door-services.ts'
import { readKey } from '../model/read-key.ts'
import { readTerm } from '../model/read-term.ts'
import { refusal } from '../model/refusals.ts'
import { insertKey } from '../store/system-keys.ts'
import { insertRights } from '../store/system-rights.ts'
import { bodiesOfMember, endSystem, keepSystem, lockClient, type System } from '../store/systems.ts'
import { vouchSystem } from '../store/vouch-system.ts'
import { mayHoldKeyOf, refuseKeysOfHeads } from './system-keys.ts'

const Client = z
  .string()
  .trim()
  .max(400)
  .refine((text) => readClient(text)?.subsystem !== undefined)

/**
 * Lets a system in. Its account is made for it, with a role in its body; an administrator may name an account whose roles
 * are given and ended as anybody's are.
 */
export const nameSystem = useCase({
  name: 'exchange.name-system',
  title: "Let a body's own system take part over the wire: whose it is, its key, and what it may ask",
  at: 'POST /exchange/systems',
  input: z.object({
    client: Client,
    name: printedText(z.string().trim().min(2).max(200)).optional(),
    body: z.string().max(200).optional(),
    account: z.uuid().optional(),
    /** Role of the account that is made for it; a head makes officers alone. */
    role: z.enum(SYSTEM_ROLES).default('officer'),
    /** Absent: all that whoever lets it in may give: a head no `recordResult`. */
    services: z.array(ServiceCode).max(20).optional(),
    /** Public key or certificate; absent: the one that the exchange knows of its member. */
    publicKey: z.string().max(10_000).optional(),
  }),
  output: z.object({ system: z.uuid(), client: z.string() }),
  needs: ['country', 'exchangeKeys', 'people', 'principals'],
  may: ['own role administrator', 'body head of body'],
  records: {
    about: 'system',
    facts: z.object({
      system: z.uuid(),
      client: z.string(),
      account: z.uuid(),
      body: z.string().optional(),
      services: z.array(z.string()),
      key: z.string().optional(),
    }),
    readers: 'officials',
  },
  status: 201,
}).does(async ({ input, principal, now, world }, tx) => {
  requireFresh(principal, now)
  const offered = servicesGivenBy(principal)
  if (!rolesGivenBy(principal).includes(input.role) || input.services?.some((service) => !offered.includes(service)))
    throw new Refusal(general['not-allowed'])
  const client = writeClient(readClient(input.client)!)
  const by = principal.personId!
  const before = await lockClient(tx, client)
  await requireOwn({ client, before, body: input.body, principal, world }, tx)
  const given = input.publicKey?.trim() ? readKey(input.publicKey) : undefined
  const goesOn = before !== undefined && before.endedAt === null
  // naming anew what takes part is no way round to a key of it
  if (given && goesOn && !(await mayHoldKeyOf(tx, principal, before, now, world)))
    throw new Refusal(general['not-allowed'])
  const account = await accountFor({ ...input, name: input.name ?? client, before, principal, now, world }, tx)
  const system = await keepSystem(
    tx,
    {
      id: newId(now),
      client,
      name: input.name ?? before?.name ?? null,
      body: input.body ?? null,
      account,
      ownAccount: input.account === undefined,
      namedBy: by,
    },
    now,
  )
  const services = input.services ?? (goesOn ? [] : [...offered])
  // a key that a head gave gets no more by naming it anew: neither what heads don't give, nor another account
  const more = services.some((service) => !GIVEN_BY_HEADS.includes(service)) || account !== before?.account
  if (goesOn && more) await refuseKeysOfHeads(tx, system, now, world)
  await insertRights(tx, { system, services, since: now, until: null, by })
  if (given) {
    const { fingerprint, key, ...certified } = given
    const term = readTerm({}, world.country, now, certified)
    if (!(await insertKey(tx, { fingerprint, key, system, ...term, by }, now)))
      throw new Refusal(refusal['key-known'], { problems: [{ path: 'publicKey', text: refusal['key-known'].text }] })
  }
  await vouchSystem(tx, system, now)
  return {
    answer: { system, client },
    facts: {
      system,
      client,
      account,
      services,
      ...(input.body ? { body: input.body } : {}),
      ...(given ? { key: given.fingerprint } : {}),
    },
  }
})

/**
 * An address is its body's: nobody takes another's, and no head that of a register, or of a member whom the exchange knows
 * and whose no administrator said it is.
 * @throws Refusal
 */
async function requireOwn(
  {
    client,
    before,
    body,
    principal,
    world,
  }: {
    client: string
    before: System | undefined
    body: string | undefined
    principal: Principal
    world: Pick<World, 'country' | 'exchangeKeys'>
  },
  tx: Tx,
): Promise<void> {
  const taken = new Refusal(refusal['client-taken'], {
    problems: [{ path: 'client', text: refusal['client-taken'].text }],
  })
  if (body !== undefined && !world.country.findOffice(body))
    throw new Refusal(general['invalid-input'], { problems: [{ path: 'body', text: 'systems.problem.body' }] })
  if (client === writeClient(world.country.exchange)) throw taken
  const another = before !== undefined && before.body !== (body ?? null)
  if (another && before.endedAt === null && before.body !== null) throw taken
  if (administersAll(principal)) return
  const member = memberOf(readClient(client)!)
  const registers = world.country.registers.map(({ address }) => memberOf(address))
  if (another || [memberOf(world.country.exchange), ...registers].includes(member)) throw taken
  const owners = await bodiesOfMember(tx, member)
  const known = owners.length === 0 && Object.hasOwn(world.exchangeKeys(), member)
  if (known || owners.some((owner) => owner !== body)) throw taken
}

/** The account a system speaks by. @throws Refusal when it is somebody's own, or nobody said whose system it is */
async function accountFor(
  input: {
    account?: string | undefined
    body?: string | undefined
    name: string
    role: string
    before: System | undefined
    principal: Principal
    now: string
    world: Pick<World, 'country' | 'people'>
  },
  tx: Tx,
): Promise<string> {
  const { account, body, before, principal, now, world } = input
  if (account !== undefined) {
    // nobody lends their own rights to a machine, and a head gives it no other roles than those of the body
    if (account === principal.personId || !administersAll(principal)) throw new Refusal(general['not-allowed'])
    await world.people.get(tx, account)
    return account
  }
  if (body === undefined)
    throw new Refusal(general['invalid-input'], { problems: [{ path: 'body', text: 'systems.problem.body' }] })
  if (before && before.endedAt === null && before.ownAccount && before.body === body) return before.account
  const made = await makeAccount(tx, { name: input.name, language: world.country.languages.first }, now)
  await giveRole(tx, { person: made, role: input.role, body, since: now, givenBy: actorOf(principal) })
  return made
}

export const endSystemPart = useCase({
  name: 'exchange.end-system',
  title: 'End the part that a system of a body takes, with its keys and rights',
  at: 'POST /exchange/systems/end',
  input: z.object({ client: Client }),
  output: z.object({ client: z.string() }),
  needs: ['principals'],
  may: ['own role administrator', 'head of the system of client'],
  records: { about: 'system', facts: z.object({ client: z.string() }), readers: 'officials' },
}).does(async ({ input, principal, now, world }, tx) => {
  const client = writeClient(readClient(input.client)!)
  const system = await lockClient(tx, client)
  // ending what has ended changes nothing
  if (!system || system.endedAt !== null) return { answer: { client }, facts: { client } }
  if (system.ownAccount)
    for (const { role, body } of (await world.principals.account(system.account))?.roles ?? [])
      await endRole(tx, { person: system.account, role, body }, now)
  await endSystem(tx, system.id, principal.personId!, now)
  await vouchSystem(tx, system.id, now)
  return { answer: { client }, facts: { client } }
})
