import { createHash } from 'node:crypto'
import { PDFDocument } from '@cantoo/pdf-lib'
import type { Database } from '../../../platform/database/index.ts'
import type { Verdict, Witnesses } from '../../../platform/module/index.ts'
import { nobody } from '../../../platform/rights/index.ts'
import { verifyPdf } from '../../../platform/sign/index.ts'
import { performer } from '../../../platform/use-case/index.ts'
import { findResult } from '../store/results.ts'
import { checkResult, type CheckedResult } from '../use/check-result.ts'
import { KEYWORD } from './document-data.ts'
import { readCode } from '../../../kernel/values/index.ts'

export const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')

/** What a PDF of ours says it is, in its metadata, which the signature covers. @returns undefined for a foreign one */
export async function saidOf(bytes: Uint8Array): Promise<{ kind: keyof typeof KEYWORD; code: string } | undefined> {
  try {
    const words = ((await PDFDocument.load(bytes, { updateMetadata: false })).getKeywords() ?? '').split(/[,;\s]+/)
    const code = readCode(words[1] ?? '')
    const kind = (Object.keys(KEYWORD) as (keyof typeof KEYWORD)[]).find((name) => KEYWORD[name] === words[0])
    return kind && code ? { kind, code } : undefined
  } catch {
    return undefined
  }
}

/** What the records say of a document that its own signature cannot tell. */
export interface Recorded {
  facts: Record<string, unknown>
  problems: Verdict['problems']
}

/**
 * Judges a signed PDF by itself and by the records of whoever issued it.
 * @param recorded what the records say; absent for a PDF that names no record
 */
export async function judgeSignedPdf(
  bytes: Uint8Array,
  witnesses: Witnesses,
  said: { kind: string; code?: string },
  recorded?: (sha256: string, signedBy: string | undefined) => Promise<Recorded>,
): Promise<Verdict> {
  const { valid, problems, remarks, ...signature } = await verifyPdf(bytes, await witnesses.trust())
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const known = await recorded?.(sha256, signature.signedBy)
  const all = [...problems, ...(known?.problems ?? [])]
  return {
    valid: valid && all.length === 0,
    kind: said.kind,
    // who signed is what the certificate says; a record that says otherwise is a problem, not the answer
    facts: { ...signature, ...(said.code ? { code: said.code } : {}), sha256, ...without(known?.facts, signature) },
    problems: all,
    ...(remarks.length > 0 ? { remarks } : {}),
  }
}

/** What the record adds to what the file says of itself. */
const without = (facts: Record<string, unknown> | undefined, said: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(facts ?? {}).filter(([name]) => !(name in said)))

/** A document that this room issued, or any other signed PDF. */
export async function judgePdf(bytes: Uint8Array, witnesses: Witnesses): Promise<Verdict> {
  const said = await saidOf(bytes)
  if (said?.kind !== 'result') return judgeSignedPdf(bytes, witnesses, { kind: said?.kind ?? 'pdf' })
  return judgeSignedPdf(bytes, witnesses, said, async (sha256, signedBy) => {
    const known = await witnesses.ask(async (database) => ({
      checked: await check(database, said.code),
      stored: await findResult(database, said.code),
    }))
    if (!known) return { facts: { status: 'not asked' }, problems: [] }
    const { checked, stored } = known
    const problems: Verdict['problems'] = []
    if (checked.status !== 'valid')
      problems.push({ code: checked.status, message: `by the database the document is ${checked.status}` })
    else if (stored && stored.signed !== sha256)
      problems.push({ code: 'not-as-issued', message: 'under this code another file was issued' })
    if (stored?.signedBy && signedBy !== undefined && stored.signedBy !== signedBy)
      problems.push({
        code: 'signer-differs',
        message: `it was signed with the certificate of "${signedBy}", and the record names "${stored.signedBy}"`,
      })
    return { facts: { ...checked }, problems }
  })
}

/** @param code in its normal form @returns undefined when no document bears it */
export async function judgeCode(code: string, database: Database): Promise<Verdict | undefined> {
  const checked = await check(database, code)
  if (checked.status === 'unknown') return undefined
  const valid = checked.status === 'valid'
  return {
    valid,
    kind: 'result',
    facts: { ...checked },
    problems: valid ? [] : [{ code: checked.status, message: `the document is ${checked.status}` }],
  }
}

/** As anybody who asks the public interface; the file itself is judged by the caller, not the stored one. */
const check = (database: Database, code: string): Promise<CheckedResult> =>
  performer(database, {}, { judgeSigned: undefined, whoseCases: async () => [] }).perform(
    checkResult,
    { code },
    { principal: nobody, language: 'en', now: new Date().toISOString() },
  )
