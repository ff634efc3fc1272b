import { createPublicKey } from 'node:crypto'
import { z } from 'zod'
import { memberOf, readClient } from '../../../kernel/x-road/index.ts'
import { personNames } from '../../../platform/identity/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { fingerprintOf } from '../../../platform/wire/index.ts'
import { ServiceCode } from '../model/door-services.ts'
import { termState } from '../model/term-state.ts'
import { faultsOfSystem, heardFrom, type Fault } from '../store/heard.ts'
import { keysOf } from '../store/system-keys.ts'
import { rightsOf } from '../store/system-rights.ts'
import { knownSystem } from '../store/systems.ts'

/** Faults that are shown. */
const FAULTS = 20

const Term = {
  since: z.string(),
  until: z.string().nullable(),
  /** Names; null: nobody who is known. */
  givenBy: z.string().nullable(),
  endedBy: z.string().nullable(),
  state: z.enum(['holds', 'later', 'ended']),
}

export const showSystem = useCase({
  name: 'exchange.show-system',
  title:
    'A system of a body that takes part: its keys and rights with who gave them, when it was heard from, what went wrong',
  at: 'GET /exchange/systems/{system}',
  input: z.object({ system: z.uuid() }),
  output: z.object({
    system: z.uuid(),
    client: z.string(),
    name: z.string().nullable(),
    body: z.string().nullable(),
    account: z.string().nullable(),
    namedAt: z.string(),
    namedBy: z.string().nullable(),
    endedAt: z.string().nullable(),
    endedBy: z.string().nullable(),
    heardAt: z.string().nullable(),
    /** The key that the exchange knows of its member, by which it is believed while none was given it here. */
    memberKey: z.string().nullable(),
    keys: z.array(z.object({ fingerprint: z.string(), givenAt: z.string(), ...Term })),
    rights: z.array(z.object({ service: ServiceCode, ...Term })),
    faults: z.array(
      z.object({
        message: z.string(),
        at: z.string(),
        service: z.string(),
        /** Name of what the exchange refused; null where the service did. */
        fault: z.string().nullable(),
        status: z.int().nullable(),
        code: z.string().nullable(),
      }),
    ),
  }),
  needs: ['exchangeKeys'],
  may: ['role auditor', 'role administrator', 'head of the system of system'],
}).reads(async ({ input, now, world, language }, tx) => {
  const system = await knownSystem(tx, input.system)
  if (!system) throw new Refusal(general['not-found'])
  const [keys, rights, faults, heard] = await Promise.all([
    keysOf(tx, system.id),
    rightsOf(tx, system.id),
    faultsOfSystem(tx, system.client, FAULTS),
    heardFrom(tx, [system.client], now),
  ])
  const given = [...keys, ...rights].flatMap(({ givenBy, endedBy }) => [givenBy, endedBy])
  const names = await personNames(
    tx,
    [...given, system.account, system.namedBy, system.endedBy].filter((id) => id !== null),
    language,
  )
  const named = (id: string | null) => (id === null ? null : (names.get(id) ?? null))
  const termed = <Row extends { since: string; until: string | null; givenBy: string; endedBy: string | null }>(
    row: Row,
  ) => ({
    ...row,
    givenBy: named(row.givenBy),
    endedBy: named(row.endedBy),
    state: termState(row, now),
  })
  const member = world.exchangeKeys()[memberOf(readClient(system.client)!)]
  return {
    system: system.id,
    client: system.client,
    name: system.name,
    body: system.body,
    account: named(system.account),
    namedAt: system.namedAt,
    namedBy: named(system.namedBy),
    endedAt: system.endedAt,
    endedBy: named(system.endedBy),
    heardAt: heard.get(system.client)?.at ?? null,
    memberKey:
      member === undefined
        ? null
        : fingerprintOf(createPublicKey({ key: Buffer.from(member, 'base64'), format: 'der', type: 'spki' })),
    keys: keys.map(termed),
    rights: rights.map(termed) as (ReturnType<typeof termed<(typeof rights)[number]>> & {
      service: z.output<typeof ServiceCode>
    })[],
    faults: faults.map(wordsOf),
  }
})

const wordsOf = ({ message, at, service, problem, head, body }: Fault) => ({
  message,
  at,
  service: decodeURIComponent(service.split('/').at(-1) ?? service),
  fault: problem === '' ? null : problem.split('.').at(-1)!,
  status: problem === '' ? Number(head) || null : null,
  code: problem === '' ? codeIn(body) : null,
})

function codeIn(body: string | null): string | null {
  try {
    const { error } = JSON.parse(body ?? '') as { error?: unknown }
    return typeof error === 'string' ? error.slice(0, 100) : null
  } catch {
    return null
  }
}
