import { createHash } from 'node:crypto'
import type { Database } from '../database/index.ts'
import { hashOfSeal, placeLine, rootOfHeads, type Head, type Seal } from './seal.ts'

export type AuditProblemCode =
  | 'altered'
  | 'missing'
  | 'added'
  | 'head'
  | 'seal-altered'
  | 'seal-missing'
  | 'seal-broken-chain'
  | 'seal-root'
  | 'seal-places'
  | 'seal-unknown'

export interface AuditProblem {
  code: AuditProblemCode
  subject?: string
  seq?: number
  /** Number of the seal. */
  seal?: number
  message: string
}

export interface AuditCheck {
  valid: boolean
  problems: AuditProblem[]
  facts: {
    events: number
    subjects: number
    seals: number
    /** Events that stand in files, archived with their case: what is left of them here is proven by the seals. */
    archived: number
    /** Events after the last seal: their chain is checked, nothing outside it is. */
    unsealed: number
    /** To be kept elsewhere and given as `known` next time. */
    lastSeal?: { number: number; hash: string; at: string }
    /** Problems found beyond those listed. */
    notListed: number
  }
}

/** A seal whose hash was kept outside this database. */
export interface KnownSeal {
  number: number
  hash: string
}

interface EventRow {
  subject: string
  seq: number
  at: string
  kind: string
  actor: string
  body: string
  hash: Buffer
}
interface SealRow {
  number: number
  from: string
  until: string
  events: number
  subjects: number
  root: Buffer
  previous: Buffer
  hash: Buffer
  sealed_at: string
  places: Buffer | null
}
interface PlaceRow {
  place: string
  at: string
  subject: string
  seq: number
  hash: Buffer
}
interface HeadRow {
  subject: string
  seq: number
  hash: Buffer
}
interface ArchivedRow {
  seal: number
  subject: string
  seq: number
  hash: Buffer
  events: number
}

const ROWS_AT_A_TIME = 2_000
const LISTED_AT_MOST = 1_000

/**
 * Looks through the whole record: the chain within each subject, its length and head, and the seals that join them.
 * Names what was altered,
 * removed or added. Rows are read a few thousand at a time from one snapshot, so it may run beside work and needs
 * little memory.
 * @param known seals whose hashes were kept elsewhere: without one, whoever can rewrite everything can rewrite the
 *   seals too
 */
export async function verifyAudit(database: Database, known: readonly KnownSeal[] = []): Promise<AuditCheck> {
  const problems: AuditProblem[] = []
  const facts: AuditCheck['facts'] = { events: 0, subjects: 0, seals: 0, archived: 0, unsealed: 0, notListed: 0 }
  const report = (auditProblem: AuditProblem) => {
    if (problems.length < LISTED_AT_MOST) problems.push(auditProblem)
    else facts.notListed++
  }
  const client = await database.dedicated()
  const rows = async function* <Row>(name: string, text: string): AsyncGenerator<Row> {
    await client.query(`declare ${name} no scroll cursor for ${text}`)
    for (
      let some = await client.query(`fetch ${ROWS_AT_A_TIME} from ${name}`);
      some.rows.length > 0;
      some = await client.query(`fetch ${ROWS_AT_A_TIME} from ${name}`)
    )
      yield* some.rows as Row[]
    await client.query(`close ${name}`)
  }
  try {
    await client.query('set time zone utc')
    await client.query('begin transaction isolation level repeatable read read only')
    // a table that a migration rewrites, or a restore empties, is empty for whoever looked before (PostgreSQL, 13.6
    // Caveats): all of the log would be missing. What goes on is over by the time that these locks are given
    await client.query('lock table audit.event, audit.head, audit.archived, audit.seal in access share mode')
    await checkChains(rows, facts, report)
    await checkSeals(rows, facts, report, known)
    await client.query('commit')
  } finally {
    await client.end()
  }
  return { valid: problems.length === 0, problems, facts }
}

type Rows = <Row>(name: string, text: string) => AsyncGenerator<Row>
type Report = (problem: AuditProblem) => void

/** Events and heads are read side by side in the order of their subjects. */
async function checkChains(rows: Rows, facts: AuditCheck['facts'], report: Report): Promise<void> {
  const heads = rows<HeadRow>('heads', 'select subject, seq, hash from audit.head where seq > 0 order by subject')
  let head = (await heads.next()).value as HeadRow | undefined
  let last: Pick<EventRow, 'subject' | 'seq' | 'hash'> | undefined
  // what was archived is only believed when the chain itself goes on to say so: anybody can write a row that explains a
  // gap
  let unsaid: ArchivedRow | undefined
  const finish = async () => {
    if (!last) return
    if (unsaid)
      report({
        code: 'missing',
        subject: unsaid.subject,
        seq: 1,
        message: `events 1 to ${unsaid.seq} of ${unsaid.subject} are missing: nothing after them says that they were archived`,
      })
    unsaid = undefined
    while (head && head.subject < last.subject) {
      report({
        code: 'missing',
        subject: head.subject,
        message: `all ${head.seq} events of ${head.subject} are missing`,
      })
      head = (await heads.next()).value as HeadRow | undefined
    }
    if (head?.subject !== last.subject)
      return report({ code: 'head', subject: last.subject, message: `the head of ${last.subject} is missing` })
    if (head.seq > last.seq)
      report({
        code: 'missing',
        subject: last.subject,
        seq: head.seq,
        message: `events ${last.seq + 1} to ${head.seq} of ${last.subject} are missing`,
      })
    else if (head.seq < last.seq)
      report({
        code: 'added',
        subject: last.subject,
        seq: last.seq,
        message: `events ${head.seq + 1} to ${last.seq} of ${last.subject} were added`,
      })
    else if (!head.hash.equals(last.hash))
      report({
        code: 'head',
        subject: last.subject,
        seq: last.seq,
        message: `the head of ${last.subject} does not fit its last event`,
      })
    head = (await heads.next()).value as HeadRow | undefined
  }
  // of what was archived the chain goes on from the last that was
  const archived = rows<ArchivedRow>(
    'archived',
    'select distinct on (subject) subject, seq, hash from audit.archived order by subject, seq desc',
  )
  let file = (await archived.next()).value as ArchivedRow | undefined
  const begin = async (subject: string | undefined) => {
    await finish()
    last = undefined
    for (
      ;
      file && (subject === undefined || file.subject <= subject);
      file = (await archived.next()).value as ArchivedRow | undefined
    ) {
      facts.subjects++
      last = unsaid = file
      if (file.subject === subject) {
        file = (await archived.next()).value as ArchivedRow | undefined
        return
      }
      await finish()
      last = undefined
    }
    if (subject !== undefined) facts.subjects++
  }
  for await (const event of rows<EventRow>(
    'events',
    'select subject, seq, floor(extract(epoch from at) * 1000)::bigint::text as at, kind, actor, body, hash from audit.history order by subject, seq',
  )) {
    facts.events++
    if (last?.subject !== event.subject) await begin(event.subject)
    checkEvent(event, last, report)
    if (unsaid && event.body.includes(`"head":"${unsaid.hash.toString('hex')}"`)) unsaid = undefined
    last = event
  }
  await begin(undefined)
  for (; head; head = (await heads.next()).value as HeadRow | undefined)
    report({ code: 'missing', subject: head.subject, message: `all ${head.seq} events of ${head.subject} are missing` })
}

function checkEvent(event: EventRow, before: Pick<EventRow, 'seq' | 'hash'> | undefined, report: Report): void {
  const { subject, seq } = event
  const expected = (before?.seq ?? 0) + 1
  if (seq !== expected) {
    // what follows a gap can't be recomputed: its predecessor is gone
    const where =
      seq > expected
        ? `${expected === seq - 1 ? `event ${expected}` : `events ${expected} to ${seq - 1}`} of ${subject} ${expected === seq - 1 ? 'is' : 'are'} missing`
        : `event ${seq} of ${subject} was added`
    return report({
      code: seq > expected ? 'missing' : 'added',
      subject,
      seq: Math.min(seq, expected),
      message: where,
    })
  }
  const hash = createHash('sha256')
    .update(before?.hash ?? '')
    .update(`${seq}\n${event.at}\n${event.kind}\n${event.actor}\n${event.body}`)
    .digest()
  if (!hash.equals(event.hash))
    report({ code: 'altered', subject, seq, message: `event ${seq} of ${subject} was altered, or the one before it` })
}

/** One pass in the order of positions, with the heads of one batch in memory. */
async function checkSeals(
  rows: Rows,
  facts: AuditCheck['facts'],
  report: Report,
  known: readonly KnownSeal[],
): Promise<void> {
  const seals = rows<SealRow>(
    'seals',
    'select number, from_position::text as from, until_position::text as until, events, subjects, root, previous, hash, sealed_at, places from audit.seal order by number',
  )
  const next = async (before: (Seal & { hash: Uint8Array }) | undefined) => {
    const row = (await seals.next()).value as SealRow | undefined
    if (!row) return undefined
    const seal = { ...row, from: Number(row.from), until: Number(row.until), sealedAt: row.sealed_at }
    facts.seals++
    facts.lastSeal = { number: seal.number, hash: row.hash.toString('hex'), at: seal.sealedAt }
    checkSeal(seal, before, report)
    const kept = known.find((candidate) => candidate.number === seal.number)
    if (kept && kept.hash !== row.hash.toString('hex'))
      report({
        code: 'seal-unknown',
        seal: seal.number,
        message: `seal ${seal.number} is not the one that was kept elsewhere`,
      })
    return seal
  }
  const archived = rows<ArchivedRow>(
    'kept',
    'select seal, subject, seq, hash, events from audit.archived order by seal, subject',
  )
  let file = (await archived.next()).value as ArchivedRow | undefined
  let seal = await next(undefined)
  let [heads, events] = [new Map<string, Head>(), 0]
  let places = createHash('sha256')
  const close = async () => {
    if (!seal) return
    let gone = false
    for (; file && file.seal <= seal.number; file = (await archived.next()).value as ArchivedRow | undefined) {
      facts.archived += file.events
      if (file.seal < seal.number) {
        report({
          code: 'seal-missing',
          seal: file.seal,
          message: `seal ${file.seal}, which proves archived events of ${file.subject}, is missing`,
        })
        continue
      }
      events += file.events
      gone = true
      if ((heads.get(file.subject)?.seq ?? 0) < file.seq) heads.set(file.subject, file)
    }
    if (events !== seal.events || heads.size !== seal.subjects)
      report({
        code: 'seal-root',
        seal: seal.number,
        message: `seal ${seal.number} was made over ${seal.events} events of ${seal.subjects} subjects; there are ${events} of ${heads.size}`,
      })
    else if (!Buffer.from(rootOfHeads(heads.values())).equals(seal.root))
      report({
        code: 'seal-root',
        seal: seal.number,
        message: `the events under seal ${seal.number} are not those that were sealed on ${seal.sealedAt}`,
      })
    // what was archived is no longer in its place: the heads prove it
    else if (!gone && seal.places && !places.digest().equals(seal.places))
      report({
        code: 'seal-places',
        seal: seal.number,
        message: `events under seal ${seal.number} were moved, or their time was changed, after they were sealed on ${seal.sealedAt}`,
      })
    ;[heads, events] = [new Map(), 0]
    places = createHash('sha256')
    seal = await next(seal)
  }
  for await (const { place, subject, seq, hash, at } of rows<PlaceRow>(
    'places',
    'select position::text as place, floor(extract(epoch from at) * 1000)::bigint::text as at, subject, seq, hash from audit.event order by position',
  )) {
    while (seal && Number(place) >= seal.until) await close()
    if (!seal) {
      facts.unsealed++
      continue
    }
    events++
    places.update(placeLine({ place, subject, seq, at }))
    const before = heads.get(subject)
    if (!before || before.seq < seq) heads.set(subject, { subject, seq, hash })
  }
  while (seal) await close()
  for (; file; file = (await archived.next()).value as ArchivedRow | undefined)
    report({
      code: 'seal-missing',
      seal: file.seal,
      message: `seal ${file.seal}, which proves archived events of ${file.subject}, is missing`,
    })
  for (const item of known)
    if (item.number > facts.seals)
      report({ code: 'seal-missing', seal: item.number, message: `seal ${item.number}, kept elsewhere, is missing` })
}

function checkSeal(
  seal: Seal & { hash: Uint8Array },
  before: (Seal & { hash: Uint8Array }) | undefined,
  report: Report,
): void {
  const { number } = seal
  const expected = (before?.number ?? 0) + 1
  if (number !== expected)
    return report({ code: 'seal-missing', seal: expected, message: `seal ${expected} is missing` })
  if (!same(seal.previous, before?.hash ?? new Uint8Array()) || seal.from !== (before?.until ?? 1))
    report({ code: 'seal-broken-chain', seal: number, message: `seal ${number} does not follow the one before it` })
  if (!same(hashOfSeal(seal), seal.hash))
    report({ code: 'seal-altered', seal: number, message: `seal ${number} was altered` })
}

const same = (bytes: Uint8Array, other: Uint8Array): boolean => Buffer.compare(bytes, other) === 0
