import type { Outcome } from '../../../kernel/case/index.ts'
import type { Database, Tx } from '../../../platform/database/index.ts'
import type { Clock } from '../../../platform/clock/index.ts'
import type { EventBus } from '../../../platform/events/index.ts'
import type { FileStore } from '../../../platform/files/index.ts'
import { PermanentFailure } from '../../../platform/jobs/index.ts'
import { signPdf, type Signer, type SigningOffice } from '../../../platform/sign/index.ts'
import type { ProcessEffect, ProcessJob } from '../../process/index.ts'
import { findDraft, issueDraft, keepDraft, resultsOfCase } from '../store/results.ts'
import { resultData, type DocumentData, type DocumentVoice, type Signatory } from './document-data.ts'
import { issued, prepared } from './events.ts'
import { SUPERSEDED, withdrawResult } from './withdraw-result.ts'
import { prepareResult } from './prepare-result.ts'
import { DocumentProblem, type Renderer } from './renderer.ts'
import type { ResultContent } from './result-content.ts'

/** Outcomes of decisions on an appeal. */
const DECIDED_ABOVE: readonly Outcome[] = ['upheld', 'overturned']

/** What results need from the rest of the house. */
export interface ResultParts extends DocumentVoice {
  files: FileStore
  renderer: Renderer
  /** Who gives an office its signer: the demo authority, or a state's own. */
  authority: { signerFor(office: SigningOffice): Promise<Signer> }
  /** What the result of a case says; the job's attributes tell which (`darcha:text`). */
  describe(tx: Tx, caseId: string, job: Pick<ProcessJob, 'element' | 'attributes'>, now: string): Promise<ResultContent>
  /** The person who signs, in which role and for which office; without one the office's own seal does. */
  signatory?(tx: Tx, caseId: string, language: string): Promise<Signatory | undefined>
  /** Whether the document that is about to be issued waits to be paid for: then its job is put aside until it is. */
  unpaid?(tx: Tx, caseId: string): Promise<boolean>
  /** Name of an office as its certificates bear it, whatever the language of a document. */
  officialName(office: string): string
  clock: Clock
  /** Who is told of drafts and documents. */
  events: Pick<EventBus, 'tell'>
}

/** What each effect hands from its outside to its transaction. */
type Prepared = { code: string; number: string; sha256: string }
type Signed = {
  code: string
  number: string
  sha256: string
  issuedAt: string
  signedBy: string
  signer: { name: string | null; role: string | null; office: string }
}

/**
 * `darcha:job="result.prepare"`: makes the draft, so that a head sees what is to be signed. The row comes first, under
 * the job's id:
 * killed at any moment and run again, it is the same code and the same row.
 */
export function prepareEffect(database: Database, parts: ResultParts): ProcessEffect {
  const clock = parts.clock
  return {
    job: 'result.prepare',
    async effect(job): Promise<Prepared> {
      const now = clock()
      const draft = await database.transaction(async (tx) =>
        prepareResult(tx, {
          caseId: job.caseId,
          job: job.jobId,
          content: await parts.describe(tx, job.caseId, job, now),
          timeZone: parts.timeZone,
          now,
        }),
      )
      const pdf = await rendered(parts, resultData(draft.content, draft.code, parts), now)
      return { code: draft.code, number: draft.content.number, sha256: (await parts.files.put(pdf)).sha256 }
    },
    async finish(tx, job, outcome, now) {
      const { code, number, sha256 } = outcome as Prepared
      await keepDraft(tx, job.caseId, code, sha256)
      await parts.events.tell(tx, prepared, { subject: job.caseId, at: now, actor: 'system', facts: { code, sha256 } })
      return { code, number }
    },
  }
}

/**
 * `darcha:job="result.sign"`: makes the document of the last draft again, word for word, with date and signature, and
 * puts it in force.
 * Run again after a kill it signs again; only what the transaction of its end writes down counts: there, under the
 * case's lock, it is asked whether the document waits for its fee.
 */
export function signEffect(database: Database, parts: ResultParts): ProcessEffect {
  const clock = parts.clock
  return {
    job: 'result.sign',
    async effect(job): Promise<Signed> {
      const issuedAt = clock()
      const [draft, person] = await database.transaction(async (tx) => {
        const found = await findDraft(tx, job.caseId)
        return [found, found && (await parts.signatory?.(tx, job.caseId, found.content.language))] as const
      })
      if (!draft) throw new PermanentFailure(`case ${job.caseId} has nothing to be signed: result.prepare comes first`)
      const { content, code } = draft
      const by = person ?? content
      const signer = await parts.authority.signerFor({
        office: by.office,
        officeName: parts.officialName(by.office),
        ...(person ? { signer: { id: person.id, name: person.name } } : {}),
      })
      const pdf = await rendered(
        parts,
        resultData(content, code, parts, { at: issuedAt, signedBy: by, provenUntil: signer.proof?.until }),
        issuedAt,
      )
      const reason = parts.texts.inKnown(content.language).t('documents.signing-reason', { number: content.number })
      const signed = await signPdf(pdf, { signer, reason, at: issuedAt })
      return {
        code,
        number: content.number,
        sha256: (await parts.files.put(signed)).sha256,
        issuedAt,
        signedBy: signer.name,
        signer: { name: person?.name ?? null, role: person?.role ?? null, office: by.office },
      }
    },
    waits: async (tx, job) => (await parts.unpaid?.(tx, job.caseId)) ?? false,
    async finish(tx, job, outcome, now) {
      const { code, number, sha256, issuedAt, signedBy, signer } = outcome as Signed
      const row = await issueDraft(tx, job.caseId, code, { signed: sha256, issuedAt, signedBy, signer })
      if (row === undefined) throw new PermanentFailure(`result ${code} is no draft any more`)
      await parts.events.tell(tx, issued, {
        subject: job.caseId,
        at: now,
        actor: 'system',
        facts: { code, sha256 },
        rows: { [`result ${code}`]: row },
      })
      const all = await resultsOfCase(tx, job.caseId)
      const said = all.find((each) => each.code === code)
      // one case, one word: a decision after an appeal takes the place of the one before it; a refusal that is upheld
      // stands beside the decision that upholds it, and a decision on an appeal stands beside what follows from it
      for (const old of said?.outcome === 'upheld' ? [] : all) {
        if (old.code !== code && old.status === 'valid' && !DECIDED_ABOVE.includes(old.outcome))
          await withdrawResult(tx, parts.events, { code: old.code, reason: SUPERSEDED, actor: 'system', now })
      }
      return { code, number, issuedAt }
    },
  }
}

async function rendered(parts: ResultParts, data: DocumentData, at: string): Promise<Uint8Array> {
  try {
    return await parts.renderer.render(data, at)
  } catch (error) {
    if (error instanceof DocumentProblem) throw new PermanentFailure(`the document can't be set: ${error.message}`)
    throw error
  }
}
