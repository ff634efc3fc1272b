import { z } from 'zod'
import { pastedText } from '../../../kernel/text/index.ts'
import { OUTCOMES } from '../../../kernel/case/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { readCode } from '../../../kernel/values/index.ts'
import { findResult } from '../store/results.ts'

/** What anyone learns who has the code of a document. */
export const CheckedResult = z.object({
  /**
   * `valid`: in force; `expired`: its time is over; `withdrawn`: taken back; `unknown`: no such document was issued;
   * `damaged`: issued, but the file that is kept is not the one that was issued, or is gone.
   */
  status: z.enum(['valid', 'expired', 'withdrawn', 'damaged', 'unknown']),
  code: z.string().optional(),
  kind: z.string().optional(),
  /** What the document decides: a genuine refusal gives no right. */
  outcome: z.enum(OUTCOMES).optional(),
  service: z.string().optional(),
  title: z.string().optional(),
  /** Language of title, facts and office name. */
  language: z.string().optional(),
  number: z.string().optional(),
  issuedAt: z.string().optional(),
  /** Id and name of the office. */
  office: z.string().optional(),
  officeName: z.string().optional(),
  /** The certificate's name, as the record has it; what the file itself says stands in `signature`. */
  signedBy: z.string().optional(),
  /** Who decided; no person where a rule or a term did. */
  decided: z.object({ by: z.string().nullable(), office: z.string() }).optional(),
  /** Who signed, in which role, for which office; no person where the office's seal did. */
  signer: z.object({ name: z.string().nullable(), role: z.string().nullable(), office: z.string() }).optional(),
  /** A person by initials and the end of the number. */
  holder: z.string().optional(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  validUntil: z.string().nullable().optional(),
  withdrawnAt: z.string().optional(),
  reason: z.string().optional(),
  /** What the signature in the file says, judged as anybody would who has the file. */
  signature: z
    .object({
      valid: z.boolean(),
      /** The name in the certificate by which the file was signed. */
      signedBy: z.string().nullable(),
      /** False when the record names another signer than the certificate. */
      asRecorded: z.boolean(),
      /** `B-B`, `B-T`, `B-LT`, `B-LTA` (ETSI EN 319 142-1). */
      level: z.string().nullable(),
      signedAt: z.string().nullable(),
      /** Until then the file proves itself with nothing but the authority's root certificate. */
      verifiableUntil: z.string().nullable(),
    })
    .optional(),
})
export type CheckedResult = z.output<typeof CheckedResult>

/** An unknown code answers like a known one, so that nobody learns anything by the status of the answer. */
export const checkResult = useCase({
  name: 'documents.check-result',
  title: 'Check whether a document was issued here and is in force',
  at: 'GET /results/{code}',
  input: z.object({ code: pastedText(500) }),
  output: CheckedResult,
  needs: ['judgeSigned', 'whoseCases'],
  example: {
    input: { code: 'QK7M-3F9P-X2' },
    output: {
      status: 'valid',
      code: 'QK7M-3F9P-X2',
      outcome: 'granted',
      service: 'housing-availability-certificate',
      title: 'Certificate of the housing a person has',
      language: 'en',
      number: 'HM-2026-000123-5',
      issuedAt: '2026-03-05T09:30:00.000Z',
    },
  },
  may: 'anyone',
}).reads(async ({ input, now, world, principal, looked }, tx): Promise<CheckedResult> => {
  const code = readCode(input.code)
  const found = code === undefined ? undefined : await findResult(tx, code)
  if (!found || found.status === 'draft') return { status: 'unknown' }
  // anybody who holds a document may check it; an official's check is a look all the same
  if (principal.roles.length > 0)
    looked({ what: 'list', detail: 'checked', people: [], listed: await world.whoseCases(tx, [found.caseId]) })
  const stored = found.signed === null ? undefined : await world.judgeSigned?.(found.signed, now)
  const judged = stored?.check
  const damaged = stored !== undefined && stored.file !== 'whole'
  // where the file tells no signer that is what is wrong with it
  const asRecorded = judged?.signedBy === undefined || judged.signedBy === found.signedBy
  const expired = found.endsAt !== null && Date.parse(found.endsAt) <= Date.parse(now)
  return {
    status: found.status === 'withdrawn' ? 'withdrawn' : damaged ? 'damaged' : expired ? 'expired' : 'valid',
    code: found.code,
    kind: found.kind,
    outcome: found.outcome,
    service: found.service,
    title: found.title,
    language: found.language,
    number: found.number,
    issuedAt: found.issuedAt!,
    office: found.office,
    officeName: found.officeName,
    signedBy: found.signedBy!,
    ...(found.decidedOffice ? { decided: { by: found.decidedBy, office: found.decidedOffice } } : {}),
    ...(found.signerOffice
      ? { signer: { name: found.signer, role: found.signerRole, office: found.signerOffice } }
      : {}),
    holder: found.holder,
    facts: found.facts,
    validUntil: found.validUntil,
    ...(found.status === 'withdrawn' ? { withdrawnAt: found.withdrawnAt!, reason: found.reason! } : {}),
    ...(judged
      ? {
          signature: {
            valid: judged.valid && asRecorded,
            signedBy: judged.signedBy ?? null,
            asRecorded,
            level: judged.level ?? null,
            signedAt: judged.signedAt ?? null,
            verifiableUntil: judged.verifiableUntil ?? null,
          },
        }
      : {}),
  }
})
