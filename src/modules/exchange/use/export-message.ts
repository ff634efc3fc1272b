import { z } from 'zod'
import { inclusionProof } from '../../../kernel/merkle/index.ts'
import { sha256 } from '../../../kernel/merkle/sha256.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { leafOfEntry, readSeal } from '../../../platform/wire/index.ts'
import { namesOthers } from '../model/own-data.ts'
import { subjectsOf } from '../store/accesses.ts'
import { everyKey } from '../store/system-keys.ts'
import { findBatch, messagesBetween, messagesOf } from '../store/messages.ts'

/** Kind of the file, in its first words. */
export const PROOF_KIND = 'darcha-exchange-1'

const Message = z.object({
  part: z.enum(['sent', 'received']),
  direction: z.enum(['request', 'answer']),
  id: z.string(),
  at: z.string(),
  client: z.string(),
  service: z.string(),
  issue: z.string(),
  problem: z.string(),
  head: z.string(),
  seal: z.string(),
  body: z.string().nullable(),
  /** The body is kept, and not given: numbers of others stand in it. */
  withheld: z.literal(true).optional(),
  bodyHash: z.string(),
  place: z.int(),
  path: z.array(z.string()),
})
const Batch = z.object({
  writer: z.string(),
  number: z.int(),
  previous: z.string(),
  root: z.string(),
  hash: z.string(),
  at: z.string(),
  size: z.int(),
})

/** Question and answer with all that proves them: what `darcha verify FILE` judges. Hashes and bodies are base64. */
export const ExchangeProof = z.object({
  kind: z.literal(PROOF_KIND),
  batches: z.array(z.object({ ...Batch.shape, messages: z.array(Message) })),
  keys: z.record(z.string(), z.string()),
  /** Keys that were given systems here and signed some of it, SPKI. */
  given: z.array(z.string()).optional(),
})
export type ExchangeProof = z.output<typeof ExchangeProof>

export const exportMessage = useCase({
  name: 'exchange.export-message',
  title: 'Question and answer of one look into a register, with signatures and the proof that they stand in the log',
  at: 'GET /exchange/messages/{message}',
  input: z.object({ message: z.uuid() }),
  output: ExchangeProof,
  needs: ['country', 'exchangeKeys'],
  may: ['looked at of message', 'role auditor'],
}).reads(async ({ input, principal, world, looked }, tx) => {
  const found = await messagesOf(tx, input.message)
  if (found.length === 0) throw new Refusal(general['not-found'])
  for (const { subject } of await subjectsOf(tx, input.message))
    looked({ what: 'message', people: [{ number: subject }], roles: ['auditor'] })
  const own = [principal.number, principal.actingFor?.number].flatMap((number) => number ?? [])
  const isAuditor = principal.roles.some(({ role }) => role === 'auditor')
  const isWithheld = (body: Uint8Array | null): boolean =>
    !isAuditor && body !== null && namesOthers(body, own, world.country)
  const batches: ExchangeProof['batches'] = []
  for (const { writer, number } of new Map(
    found.map((message) => [`${message.writer} ${message.number}`, message]),
  ).values()) {
    const batch = (await findBatch(tx, writer, number))!
    const all = await messagesBetween(tx, batch, batch)
    const leaves = all.map((message) => leafOfEntry(message, message.bodyHash))
    batches.push({
      ...batch,
      previous: base64(batch.previous),
      root: base64(batch.root),
      hash: base64(batch.hash),
      messages: all
        .filter((message) => message.id === input.message)
        .map(({ writer: _writer, number: _number, body, ...message }) => ({
          ...message,
          ...(isWithheld(body) ? { body: null, withheld: true as const } : { body: body && base64(body) }),
          path: inclusionProof(sha256, leaves, message.place).map(base64),
        })),
    })
  }
  const named = new Set(found.map(({ seal }) => readSeal(seal)?.key))
  const given = (await everyKey(tx)).filter(({ fingerprint }) => named.has(fingerprint)).map(({ key }) => base64(key))
  return { kind: PROOF_KIND, batches, keys: world.exchangeKeys(), ...(given.length > 0 ? { given } : {}) }
})

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
