import { createHash } from 'node:crypto'
import type { Country } from '../../../platform/country/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import { findKept, insertKept, type KeptQuestion, type Told } from '../store/kept-answers.ts'
import type { EvidenceAnswer, EvidenceRequest } from './evidence.ts'

type Asked = Pick<
  EvidenceRequest,
  'register' | 'evidence' | 'attributes' | 'subject' | 'purpose' | 'version' | 'basis'
> & {
  caseId?: string
}

/** Answers that registers allow to be kept; for all others it finds and keeps nothing. */
export interface KeptAnswers {
  find(asked: Asked): Promise<Omit<EvidenceAnswer, 'tookMs'> | undefined>
  keep(asked: Asked, answer: Told, message: string): Promise<void>
}

/**
 * Keeps what a register says for as long as its service allows (`registers.yaml`: `keptMinutes`), by person, case and
 * purpose: another case, service, legal basis or question is asked anew. Whoever may not ask is refused before this.
 */
export function keptAnswers(
  database: Database,
  { registers }: Pick<Country, 'registers'>,
  clock: () => string,
): KeptAnswers {
  const minutesOf = (register: string): number => registers.find(({ id }) => id === register)?.keptMinutes ?? 0
  return {
    async find(asked) {
      const key = minutesOf(asked.register) > 0 && keyOf(asked)
      const kept = key && (await findKept(database, key, clock()))
      return kept ? { ...kept.answer, message: kept.message, keptAt: kept.askedAt } : undefined
    },
    async keep(asked, answer, message) {
      const minutes = minutesOf(asked.register)
      const key = keyOf(asked)
      if (minutes <= 0 || !key) return
      const now = clock()
      const until = new Date(Date.parse(now) + minutes * 60_000).toISOString()
      await database.transaction((tx) => insertKept(tx, key, { answer, message, until }, now))
    },
  }
}

/** @returns undefined where it is asked for no draft and no case: that is never kept */
function keyOf({
  caseId,
  subject,
  register,
  purpose,
  version,
  basis,
  evidence,
  attributes,
}: Asked): KeptQuestion | undefined {
  if (caseId === undefined) return undefined
  const said = [purpose, version ?? null, basis, evidence ?? null, attributes ? [...attributes].sort() : null]
  const question = createHash('sha256').update(JSON.stringify(said)).digest('base64url')
  return { caseId, subject: subject.number, register, question }
}
