import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { openAct, recordAct } from '../audit/index.ts'
import { enqueue } from '../jobs/index.ts'
import type { EventBus } from '../events/event-bus.ts'
import { writeEvent } from '../events/record-event.ts'
import { actorOf, clientOf, allowed, type Principal, type Rights } from '../rights/index.ts'
import type { Database, Tx } from '../database/index.ts'
import { answerGiven } from './answer-given.ts'
import { fieldProblems } from './field-problems.ts'
import { denialRecorder } from './record-denials.ts'
import type { Look, LookRecorder } from './look.ts'
import { general, Refusal } from './refusal.ts'
import { unknownFieldsIn } from './unknown-fields.ts'
import { unwritableIn } from './unwritable.ts'
import { bodyOf, changedSince, matchesTag, tagOf, type Editable } from './editable.ts'
import {
  editedBy,
  rulesOf,
  type AnyPerformable,
  type Call,
  type Changed,
  type Need,
  type Performable,
  type World,
} from './use-case.ts'

export interface Circumstances {
  principal: Principal
  language: string
  /** RFC 3339; the clock stands at the border, not inside. */
  now: string
  /** Idempotency-Key of the client. */
  key?: string
  /** If-Match of the client. */
  ifMatch?: string
  /** What the form of a page was shown with, as `shownOf` wrote it. */
  shown?: string
  /** The input is what a program wrote: a field that is not known is refused by name, and not passed over. */
  written?: true
  /**
   * Tells the time again after a wait for others' changes, which happened after `now`; without it the read is as of
   * `now`.
   */
  clock?(): string
}

/** The subject of what belongs to no case and no person. */
export const SYSTEM_SUBJECT = '00000000-0000-7000-8000-000000000000'

export interface Performer<Has extends Need = Need> {
  /**
   * Parse → rights → transaction → do → record → commit; a read is parse → rights → read. The only caller of a use
   * case's body.
   * @throws Refusal with a closed code when the input is wrong, not allowed, or the product says no
   */
  perform<Name extends string, Input extends z.ZodObject, Output extends z.ZodType, Needs extends Has>(
    useCase: Performable<Name, Input, Output, Needs>,
    raw: unknown,
    circumstances: Circumstances,
  ): Promise<z.input<Output>>
  /** Whether this person may ask for it with this input: what a page offers is what the declaration allows. */
  may(useCase: AnyPerformable, input: Record<string, unknown>, principal: Principal, now: string): Promise<boolean>
}

/**
 * @param world what rooms furnish: at least what the use cases need that will be performed; a use case that needs more is
 *   a compile error
 * @param events who is told what happened; absent: nobody listens
 * @param recordLooks writes down who was looked at, before the answer is given; absent: nobody does
 */
export function performer<Has extends Need>(
  database: Database,
  rights: Rights,
  world: Pick<World, Has>,
  events?: Pick<EventBus, 'hear' | 'tell'>,
  recordLooks?: LookRecorder,
): Performer<Has> {
  const recordDenial = denialRecorder(database, SYSTEM_SUBJECT)
  return {
    may: (useCase, input, principal, now) =>
      database.read((tx) => allowed(rights, tx, rulesOf(useCase), principal, input, now)),
    async perform(useCase, raw, circumstances) {
      const parsed = useCase.input.safeParse(raw, { reportInput: true })
      const problems = [
        ...(parsed.success ? unwritableIn(parsed.data) : fieldProblems(parsed.error)),
        ...(circumstances.written ? unknownFieldsIn(useCase.input, raw) : []),
      ]
      if (!parsed.success || problems.length > 0) throw new Refusal(general['invalid-input'], { problems })
      try {
        const looks: Look[] = []
        const parts = { rights, world, events, looked: (item: Look) => void looks.push(item) }
        const answer = await (useCase.kind === 'reads'
          ? database.read((tx) => read(tx, parts, useCase, parsed.data, circumstances))
          : askedFirst(database, parts, useCase, parsed.data, circumstances).then((asked) =>
              database.transaction((tx) => inTransaction(tx, parts, useCase, parsed.data, circumstances, asked)),
            ))
        if (looks.length > 0) await recordLooks?.(looks, circumstances)
        return answer
      } catch (error) {
        // the refusal rolled everything back: a denied access leaves its own record, in a second transaction
        if (error instanceof Refusal && error.kind === general['not-allowed'])
          await recordDenial(useCase.name, circumstances)
        throw error instanceof Denial && error.kind === general['not-allowed'] && useCase.hides
          ? new Refusal(useCase.hides)
          : error
      }
    },
  }
}

interface Parts {
  rights: Rights
  world: object
  events: Pick<EventBus, 'hear' | 'tell'> | undefined
  looked(look: Look): void
}

/** The table of rights says no, before anything of the use case is done. */
class Denial extends Refusal {}

const denied = (principal: Principal): Denial =>
  new Denial(principal.personId ? general['not-allowed'] : general['sign-in-needed'])

async function read(
  tx: Tx,
  { rights, world, looked }: Parts,
  useCase: AnyPerformable,
  input: Record<string, unknown>,
  { principal, now, language }: Circumstances,
): Promise<any> {
  if (!(await allowed(rights, tx, rulesOf(useCase), principal, input, now))) throw denied(principal)
  return useCase.run({ input, world, principal, now, language, looked }, tx)
}

/** Asks others what the change rests on, when it does; whoever may not, or was answered before, has nobody asked. */
async function askedFirst(
  database: Database,
  { rights, world, looked }: Parts,
  useCase: AnyPerformable,
  input: Record<string, unknown>,
  { principal, key, now, language }: Circumstances,
): Promise<unknown> {
  if (!useCase.asks) return undefined
  if (key !== undefined && (await answerGiven(database, principal, key, [useCase.name])) !== undefined) return undefined
  if (!(await database.read((tx) => allowed(rights, tx, rulesOf(useCase), principal, input, now))))
    throw denied(principal)
  return useCase.asks({ input, world, principal, now, language, looked }, database)
}

async function inTransaction(
  tx: Tx,
  { rights, world, events, looked }: Parts,
  useCase: AnyPerformable,
  input: Record<string, unknown>,
  circumstances: Circumstances,
  askedBefore: unknown,
): Promise<any> {
  const { principal, key, now } = circumstances
  const keeps =
    key !== undefined ? { client: clientOf(principal), key, digest: digestOf(useCase.name, input) } : undefined
  if (keeps) {
    const stored = await claimKey(tx, useCase, keeps, now)
    if (stored) return stored.answer
  }
  const rules = rulesOf(useCase)
  const answer = allowed(rights, tx, rules, principal, input, now)
  const call = { input, world, principal, now, language: circumstances.language, looked, asked: askedBefore }
  // where the right is a question to the database, what is edited is locked along with it, in one round trip; a no
  // gives it free at once
  const asked =
    principal.personId !== undefined && rules.some((rule) => rule.includes(' of '))
      ? hold(tx, useCase, input)
      : undefined
  if (!(await answer)) throw denied(principal)
  await seeUnchanged(tx, rights, asked ?? hold(tx, useCase, input), call, circumstances)
  if (!useCase.unrecorded) openAct(tx)
  const changed = (await useCase.run(call, tx)) as Changed<unknown>
  const subject = changed.subject ?? principal.personId ?? SYSTEM_SUBJECT
  const at = { at: now, actor: actorOf(principal) }
  const facts = changed.facts ?? {}
  const writes: Promise<unknown>[] = [
    ...(useCase.unrecorded ? [] : [recordAct(tx, { subject, ...at, kind: useCase.name, body: facts })]),
    ...(changed.jobs ?? []).map((job) => enqueue(tx, job, now)),
  ]
  for (const { event, ...told } of changed.events ?? [])
    if (events) await events.tell(tx, event, { ...told, ...at })
    else writes.push(writeEvent(tx, event, { ...told, ...at }).written)
  if (useCase.records) await events?.hear(tx, useCase.name, { subject, ...at, facts })
  if (keeps)
    writes.push(
      tx.query('update use_case.idempotency set answer = $3 where client = $1 and key = $2', [
        keeps.client,
        keeps.key,
        JSON.stringify({ answer: changed.keptAnswer ?? changed.answer ?? null }),
      ]),
    )
  // sent with the commit, which says whether they were done
  for (const writing of writes) writing.catch(() => undefined)
  return changed.answer
}

interface Held {
  edited: { each: Editable<any>; named: Record<string, unknown> }[]
  locked: Promise<unknown>
}

/** Takes what the change edits into its hands. The lock is only sent: what follows waits for it in the database. */
function hold(tx: Tx, useCase: AnyPerformable, input: Record<string, unknown>): Held {
  const edited = editedBy(useCase).flatMap((each) => {
    const named = each.named(input)
    return named ? [{ each, named }] : []
  })
  const locked = Promise.all(edited.map(({ each, named }) => each.lock(tx, named)))
  locked.catch(() => undefined)
  return { edited, locked }
}

/**
 * Sees, when asked, that what the change edits is still what the client saw. Nothing is done where no condition is set.
 * @throws Refusal changed-meanwhile; for a page's form with a problem for each part that changed; not-allowed to those
 *   who may not read it: a condition would tell them what stands there
 */
async function seeUnchanged(
  tx: Tx,
  rights: Rights,
  { edited, locked }: Held,
  call: Call<Record<string, unknown>>,
  { ifMatch, shown, clock }: Circumstances,
): Promise<void> {
  if (ifMatch === undefined && shown === undefined) return
  await locked
  const again = { ...call, now: clock?.() ?? call.now }
  const seen: { each: (typeof edited)[number]['each']; answer: unknown }[] = []
  for (const { each, named } of edited) {
    if (!(await allowed(rights, tx, rulesOf(each.shows), call.principal, named, again.now)))
      throw new Refusal(general['not-allowed'])
    seen.push({ each, answer: await each.shows.run({ ...again, input: named }, tx) })
  }
  if (
    ifMatch !== undefined &&
    !seen.some(({ each, answer }) => matchesTag(ifMatch, tagOf(bodyOf(each.shows, answer)), false))
  )
    throw new Refusal(general['changed-meanwhile'])
  const changed = shown === undefined ? [] : seen.flatMap(({ each, answer }) => changedSince(each, answer, shown))
  if (changed.length > 0)
    throw new Refusal(general['changed-meanwhile'], {
      problems: changed.map((path) => ({ path, text: general['changed-meanwhile'].text })),
    })
}

/** A twin of the same request waits here for the first to commit, then gets its answer. */
async function claimKey(
  tx: Tx,
  useCase: AnyPerformable,
  keeps: { client: string; key: string; digest: string },
  now: string,
): Promise<{ answer: unknown } | undefined> {
  const claimed = await tx.query(
    'insert into use_case.idempotency (client, key, use_case, digest, at) values ($1, $2, $3, $4, $5) on conflict do nothing returning key',
    [keeps.client, keeps.key, useCase.name, keeps.digest, now],
  )
  if (claimed.rows.length > 0) return undefined
  const found = await tx.query<{ digest: string; answer: { answer: unknown } }>(
    'select digest, answer from use_case.idempotency where client = $1 and key = $2',
    [keeps.client, keeps.key],
  )
  const before = found.rows[0]
  if (!before || before.digest !== keeps.digest) throw new Refusal(general['key-reused'])
  return before.answer
}

function digestOf(name: string, input: unknown): string {
  return createHash('sha256').update(name).update('\n').update(JSON.stringify(input)).digest('base64url')
}
