import { z } from 'zod'
import { KnownDate } from '../../../kernel/terms/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import { general, Refusal, requireFresh, useCase, type World } from '../../../platform/use-case/index.ts'
import { administersAll } from '../model/administered.ts'
import { rolesGivenBy, servicesGivenBy } from '../model/door-services.ts'
import { readKey } from '../model/read-key.ts'
import { willHold } from '../model/term-state.ts'
import { refusal } from '../model/refusals.ts'
import { readTerm } from '../model/read-term.ts'
import { endKeys, insertKey, keysOf } from '../store/system-keys.ts'
import { rightsOf } from '../store/system-rights.ts'
import { lockSystem, type System } from '../store/systems.ts'
import { vouchSystem } from '../store/vouch-system.ts'

const Fingerprint = z.string().regex(/^[\w-]{16}$/)

/** A system that takes part, held. @throws Refusal not-found, system-ended */
export async function openSystem(tx: Tx, id: string): Promise<System> {
  const system = await lockSystem(tx, id)
  if (!system) throw new Refusal(general['not-found'])
  if (system.endedAt !== null) throw new Refusal(refusal['system-ended'])
  return system
}

/**
 * Whoever gives a key may hold its other half: a head who gave one to a machine that may do more than a head gives would
 * act by it. Such a system gets its keys from administrators; ending one is everybody's who answers for it.
 */
export async function mayHoldKeyOf(
  tx: Tx,
  principal: Principal,
  { id, account, ownAccount }: System,
  now: string,
  { principals }: Pick<World, 'principals'>,
): Promise<boolean> {
  if (administersAll(principal)) return true
  // an account that an administrator named is somebody's, with whatever they may do
  if (!ownAccount) return false
  const [services, roles] = [servicesGivenBy(principal), rolesGivenBy(principal)] as readonly (readonly string[])[]
  const rights = (await rightsOf(tx, id)).filter((right) => willHold(right, now))
  const held = (await principals.account(account))?.roles ?? []
  return rights.every(({ service }) => services!.includes(service)) && held.every(({ role }) => roles!.includes(role))
}

/**
 * The same in the other order: what is more than a head gives is not given to a system while a key that a head gave holds
 * or is planned; that key would have it too. Who has become an administrator since gave it as a head, and the other way
 * round.
 * @throws Refusal key-of-head, with the keys to end first
 */
export async function refuseKeysOfHeads(
  tx: Tx,
  system: string,
  now: string,
  { principals }: Pick<World, 'principals'>,
): Promise<void> {
  const held = (await keysOf(tx, system)).filter((key) => willHold(key, now))
  const keys: string[] = []
  for (const { fingerprint, givenBy, givenAt } of held) {
    const giver = await principals.account(givenBy, givenAt)
    if (!giver || !administersAll(giver)) keys.push(fingerprint)
  }
  if (keys.length > 0) throw new Refusal(refusal['key-of-head'], { parameters: { keys: keys.join(', ') } })
}

export const giveKey = useCase({
  name: 'exchange.give-key',
  title: 'Give a system a new key to sign by; those before it are believed beside it for so long as is said',
  at: 'POST /exchange/systems/{system}/keys',
  input: z.object({
    system: z.uuid(),
    /** Public key (Ed25519) or certificate, as PEM or base64. */
    publicKey: z.string().trim().min(1).max(10_000),
    /** First and last day, local to the country; absent: from now, and until it is ended. */
    since: KnownDate.optional(),
    until: KnownDate.optional(),
    /** Hours that earlier keys are believed beside it from its beginning on; null: as long as they were given for. */
    earlierHours: z.int().min(0).max(8760).nullable().default(24),
  }),
  output: z.object({ system: z.uuid(), key: z.string(), since: z.string(), until: z.string().nullable() }),
  needs: ['country', 'principals'],
  may: ['own role administrator', 'head of the system of system'],
  records: {
    about: 'system',
    facts: z.object({
      system: z.uuid(),
      client: z.string(),
      key: z.string(),
      since: z.string(),
      until: z.string().nullable(),
    }),
    readers: 'officials',
  },
  status: 201,
}).does(async ({ input, principal, now, world }, tx) => {
  requireFresh(principal, now)
  const given = await openSystem(tx, input.system)
  if (!(await mayHoldKeyOf(tx, principal, given, now, world))) throw new Refusal(general['not-allowed'])
  const { id: system, client } = given
  const by = principal.personId!
  const { fingerprint, key, ...certified } = readKey(input.publicKey)
  const { since, until } = readTerm(input, world.country, now, certified)
  if (!(await insertKey(tx, { fingerprint, key, system, since, until, by }, now)))
    throw new Refusal(refusal['key-known'], { problems: [{ path: 'publicKey', text: refusal['key-known'].text }] })
  if (input.earlierHours !== null) {
    // a key that is planned for later comes as it was planned
    const at = new Date(Date.parse(since) + input.earlierHours * 3_600_000).toISOString()
    await endKeys(tx, system, { at, by, except: fingerprint, begun: since })
  }
  await vouchSystem(tx, system, now)
  return {
    answer: { system, key: fingerprint, since, until },
    facts: { system, client, key: fingerprint, since, until },
  }
})

export const endKey = useCase({
  name: 'exchange.end-key',
  title: 'End a key of a system now: nothing that is signed by it is believed from here on',
  at: 'POST /exchange/systems/{system}/keys/end',
  input: z.object({ system: z.uuid(), key: Fingerprint }),
  output: z.object({ system: z.uuid(), key: z.string() }),
  may: ['own role administrator', 'head of the system of system'],
  records: {
    about: 'system',
    facts: z.object({ system: z.uuid(), client: z.string(), key: z.string() }),
    readers: 'officials',
  },
}).does(async ({ input, principal, now }, tx) => {
  const { id: system, client } = await openSystem(tx, input.system)
  if ((await endKeys(tx, system, { at: now, by: principal.personId!, which: input.key })) === 0)
    throw new Refusal(refusal['not-given'])
  await vouchSystem(tx, system, now)
  return { answer: { system, key: input.key }, facts: { system, client, key: input.key } }
})
