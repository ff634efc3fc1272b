import { representedBy } from '../../../platform/identity/index.ts'
import type { Outcome } from '../../../kernel/case/index.ts'
import { digestSql, instantSql } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { ResultContent } from '../model/result-content.ts'

export type ResultStatus = 'draft' | 'valid' | 'withdrawn'

/** A result as it is kept. */
export interface Result {
  caseId: string
  code: string
  kind: string
  outcome: Outcome
  service: string
  version: number | null
  language: string
  title: string
  number: string
  office: string
  officeName: string
  status: ResultStatus
  preparedAt: string
  issuedAt: string | null
  /** The certificate's name, as written down when it was signed. */
  signedBy: string | null
  /** Who signed, in which role, for which office; null of a seal, or in documents from before. */
  signer: string | null
  signerRole: string | null
  signerOffice: string | null
  /** Who decided; null where a rule or a term did. */
  decidedBy: string | null
  decidedOffice: string | null
  validUntil: string | null
  endsAt: string | null
  withdrawnAt: string | null
  reason: string | null
  unsigned: string | null
  signed: string | null
  facts: { name: string; value: string }[]
  holder: string
}

const columns = `case_id as "caseId", code, kind, outcome, service, version, language, title, number, office, office_name as "officeName", status, prepared_at as "preparedAt",
  issued_at as "issuedAt", signed_by as "signedBy", signer, signer_role as "signerRole", signer_office as "signerOffice", decided_by as "decidedBy", decided_office as "decidedOffice", valid_until as "validUntil", ends_at as "endsAt", withdrawn_at as "withdrawnAt", reason, unsigned, signed, facts, holder`

/** What of an issued result must not change unseen. */
export const RESULT_DIGEST = digestSql(
  'code',
  'kind',
  'outcome',
  'service',
  'language',
  'title',
  'number',
  'office',
  'office_name',
  'person',
  'organisation',
  'status',
  'signed_by',
  'signer',
  'signer_role',
  'signer_office',
  'valid_until',
  'reason',
  'unsigned',
  'signed',
  'facts',
  'holder',
  'content',
  'job',
  'version',
  'case_office',
  'decided_by',
  'decided_office',
  ...['prepared_at', 'issued_at', 'ends_at', 'withdrawn_at'].map(instantSql),
)

/** A result of which nothing is known yet but its content; false when its job has one already. */
export async function insertResult(
  tx: Tx,
  item: {
    caseId: string
    code: string
    job: string
    content: ResultContent
    holder: string
    timeZone: string
    now: string
  },
): Promise<boolean> {
  const { content } = item
  const done = await tx.query(
    `insert into documents.result (case_id, code, job, kind, service, version, language, title, number, office, office_name, person, organisation, status, prepared_at, valid_until, ends_at, facts, holder, content, outcome, case_office, decided_by, decided_office)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'draft', $14, $15, ($15::date + 1)::timestamp at time zone $16, $17, $18, $19, $20, $21, $22, $23) on conflict (case_id, job) do nothing`,
    [
      item.caseId,
      item.code,
      item.job,
      content.kind,
      content.service,
      content.version ?? null,
      content.language,
      content.title,
      content.number,
      content.office,
      content.officeName,
      content.owner.person,
      content.owner.organisation,
      item.now,
      content.validUntil,
      item.timeZone,
      JSON.stringify(content.facts.filter((fact) => fact.public === true).map(({ name, value }) => ({ name, value }))),
      item.holder,
      JSON.stringify(content),
      content.outcome,
      content.caseOffice ?? null,
      content.decided?.by ?? null,
      content.decided?.office ?? null,
    ],
  )
  return done.rowCount === 1
}

/** Claims a code; false when it was given out before. */
export async function claimCode(tx: Tx, code: string, caseId: string): Promise<boolean> {
  return (
    (
      await tx.query('insert into documents.code (code, case_id) values ($1, $2) on conflict do nothing', [
        code,
        caseId,
      ])
    ).rowCount === 1
  )
}

export interface Draft {
  code: string
  number: string
  unsigned: string | null
  content: ResultContent
}

/** What a job prepared. */
export async function findPrepared(tx: Tx, caseId: string, job: string): Promise<Draft | undefined> {
  return (
    await tx.query<Draft>(
      'select code, number, unsigned, content from documents.result where case_id = $1 and job = $2',
      [caseId, job],
    )
  ).rows[0]
}

/** The last draft of a case that has its file: what is to be signed. */
export async function findDraft(tx: Tx, caseId: string): Promise<Draft | undefined> {
  return (
    await tx.query<Draft>(
      "select code, number, unsigned, content from documents.result where case_id = $1 and status = 'draft' and unsigned is not null order by prepared_at desc, code limit 1",
      [caseId],
    )
  ).rows[0]
}

/** What the drafts of cases would decide, for whoever is to sign them. */
export async function draftOutcomes(
  tx: Tx,
  cases: readonly string[],
): Promise<Map<string, { outcome: Outcome; title: string }>> {
  if (cases.length === 0) return new Map()
  const { rows } = await tx.query<{ caseId: string; outcome: Outcome; title: string }>(
    `select distinct on (case_id) case_id as "caseId", outcome, title from documents.result
     where case_id = any($1) and status = 'draft' and unsigned is not null order by case_id, prepared_at desc`,
    [cases],
  )
  return new Map(rows.map(({ caseId, outcome, title }) => [caseId, { outcome, title }]))
}

/** The drafts of cases as they will be signed, by case: the digest of the file, and all that is written in it. */
export async function draftsOfCases(
  tx: Tx,
  cases: readonly string[],
): Promise<Map<string, { unsigned: string; content: ResultContent }>> {
  if (cases.length === 0) return new Map()
  const { rows } = await tx.query<{ caseId: string; unsigned: string; content: ResultContent }>(
    `select distinct on (case_id) case_id as "caseId", unsigned, content from documents.result
     where case_id = any($1) and status = 'draft' and unsigned is not null order by case_id, prepared_at desc`,
    [cases],
  )
  return new Map(rows.map(({ caseId, ...draft }) => [caseId, draft]))
}

/** The draft has its file now; drafts of the case that it replaces go, with their codes, which nobody was given. */
export async function keepDraft(tx: Tx, caseId: string, code: string, sha256: string): Promise<void> {
  await tx.query("update documents.result set unsigned = $3 where case_id = $1 and code = $2 and status = 'draft'", [
    caseId,
    code,
    sha256,
  ])
  const gone = await tx.query<{ code: string }>(
    `with gone as (delete from documents.result where case_id = $1 and status = 'draft' and code <> $2 and unsigned is not null returning code, unsigned),
       kept as (insert into documents.former_file (case_id, sha256) select distinct $1::uuid, unsigned from gone on conflict do nothing)
     select code from gone`,
    [caseId, code],
  )
  for (const row of gone.rows) await tx.query('delete from documents.code where code = $1', [row.code])
}

/** @returns the digest of what stands now, for its history; undefined when it is no draft any more */
export async function issueDraft(
  tx: Tx,
  caseId: string,
  code: string,
  issue: {
    signed: string
    issuedAt: string
    signedBy: string
    signer: { name: string | null; role: string | null; office: string }
  },
): Promise<string | undefined> {
  const done = await tx.query<{ digest: string }>(
    `update documents.result set status = 'valid', signed = $3, issued_at = $4, signed_by = $5, signer = $6, signer_role = $7, signer_office = $8 where case_id = $1 and code = $2 and status = 'draft' returning ${RESULT_DIGEST} as digest`,
    [
      caseId,
      code,
      issue.signed,
      issue.issuedAt,
      issue.signedBy,
      issue.signer.name,
      issue.signer.role,
      issue.signer.office,
    ],
  )
  return done.rows[0]?.digest
}

/** @param code as it was given out */
export async function findResult(tx: Tx, code: string): Promise<Result | undefined> {
  return (
    await tx.query<Result>(
      `select ${columns} from documents.result where case_id = (select case_id from documents.code where code = $1) and code = $1`,
      [code],
    )
  ).rows[0]
}

/** Results of a case that were issued, in force or not, newest first. */
export async function resultsOfCase(tx: Tx, caseId: string): Promise<Result[]> {
  return (
    await tx.query<Result>(
      `select ${columns} from documents.result where case_id = $1 and status <> 'draft' order by issued_at desc, code`,
      [caseId],
    )
  ).rows
}

export type Owner = { person: string } | { organisation: string }

/**
 * Issued results of an organisation, or of a person with those of whom they may act for at `now`, whether they do so at
 * the moment or not; newest first.
 */
export async function resultsOf(
  tx: Tx,
  owner: Owner,
  now: string,
  after: { issuedAt: string; code: string } | undefined,
  size: number,
): Promise<Result[]> {
  const [where, value, ...more] =
    'organisation' in owner
      ? ['organisation = $1', owner.organisation]
      : [`person = $1 and (organisation is null or organisation in ${representedBy('$1', '$5')})`, owner.person, now]
  return (
    await tx.query<Result>(
      `select ${columns} from documents.result where ${where} and issued_at is not null and ($2::timestamptz is null or (issued_at, code) < ($2, $3)) order by issued_at desc, code desc limit $4`,
      [value, after?.issuedAt ?? null, after?.code ?? null, size, ...more],
    )
  ).rows
}

/** Whether an issued result is this owner's at `now`, or was issued by one of these offices. */
export async function isReadable(
  tx: Tx,
  code: string,
  by: { owner: Owner; offices: readonly string[] },
  now: string,
): Promise<boolean> {
  const [person, organisation] = 'organisation' in by.owner ? [null, by.owner.organisation] : [by.owner.person, null]
  const found = await tx.query(
    `select code from documents.result where case_id = (select case_id from documents.code where code = $1) and code = $1 and status <> 'draft'
       and ((organisation is null and person = $2) or organisation = $3 or organisation in ${representedBy('$2', '$5')} or office = any($4) or case_office = any($4))`,
    [code, person, organisation, by.offices, now],
  )
  return found.rows.length > 0
}

/** @returns the digest of what stands now, for its history; undefined when it was not in force */
export async function saveWithdrawal(
  tx: Tx,
  caseId: string,
  code: string,
  reason: string,
  now: string,
): Promise<string | undefined> {
  const done = await tx.query<{ digest: string }>(
    `update documents.result set status = 'withdrawn', withdrawn_at = $3, reason = $4 where case_id = $1 and code = $2 and status = 'valid' returning ${RESULT_DIGEST} as digest`,
    [caseId, code, now, reason],
  )
  return done.rows[0]?.digest
}

/** Names of the files of results, by which the store keeps them. */
export async function filesOfResults(tx: Tx): Promise<string[]> {
  const found = await tx.query<{ file: string }>(
    "select unnest(array[unsigned, signed]) as file from documents.result where status <> 'draft'",
    [],
  )
  return found.rows.flatMap(({ file }) => (file ? [file] : []))
}

/** Of these names of stored files, those of results and of drafts that are in a case's history. */
export async function filesHeld(tx: Tx, names: readonly string[]): Promise<string[]> {
  const found = await tx.query<{ file: string }>(
    `select unsigned as file from documents.result where unsigned = any($1)
     union select signed from documents.result where signed = any($1)
     union select sha256 from documents.former_file where sha256 = any($1)`,
    [names],
  )
  return found.rows.map(({ file }) => file)
}
