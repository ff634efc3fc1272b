import { keeperOf } from '../../../kernel/case/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import type { Texts } from '../../../platform/i18n/index.ts'
import { repeating, scheduleRepeating, unparkJobs, type JobHandler } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { openRegisters } from '../../exchange/index.ts'
import { bodyAsked } from './events.ts'
import { readInstead } from './read-instead.ts'
import { getApplication } from '../store/applications.ts'
import { saveEvidence } from '../store/evidence.ts'
import { askedInWriting, insertOfficialRequest, owedEvidence, type Owed } from '../store/official-requests.ts'

const ASK_KEEPERS = 'casework.ask-keepers'
/** How often silent registers are looked for, in seconds. */
const EVERY = 600
const AT_ONCE = 200
/** So long a register may be silent; then its keeper is asked in writing, and has so long to answer. Demo values. */
const SILENT_FOR = '1 working day'
const TO_ANSWER = '3 working days'
/** Seconds after which a register that refused a question is asked it again: it may have been mended. A demo value. */
const ASKED_AGAIN = 4 * 3_600

/** Puts the first look into the outbox; it renews itself. */
export const scheduleAskingKeepers = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, ASK_KEEPERS, now)

/**
 * Asks the keeper of a register that has been silent for a working day, in writing and with a control date: the request
 * stands in that body's worklist, and its answer lets the case go on. The applicant is never sent to fetch a paper.
 * A register that refused the question is asked it again some hours later, while its keeper has not answered.
 * Where agreement to ask that register was taken back meanwhile, its keeper is not asked either: the office that has the
 * case reads what the applicant brought.
 */
export function askKeepers(
  { country, events, services }: Pick<World, 'country' | 'events' | 'services'>,
  texts: Texts,
): JobHandler {
  return repeating(ASK_KEEPERS, EVERY, {
    async finish(tx, _outcome, now) {
      for (const owed of await owedEvidence(tx, now, AT_ONCE)) {
        if (country.dueAtTerm(SILENT_FOR, owed.since) > now) continue
        const { service, version } = await getApplication(tx, owed.caseId)
        const { form } = await services.get(tx, service, version)
        if (!(await openRegisters(tx, form, owed.caseId))(owed.register)) {
          await readInstead(tx, { country, events, services }, texts, owed.caseId, [owed], now)
          continue
        }
        await askInWriting(tx, { country, events, services }, texts, owed.caseId, [owed], 'silent', now)
      }
      const waiting = await askedInWriting(tx, now, { every: ASKED_AGAIN, looks: EVERY }, AT_ONCE)
      if (waiting.length > 0) await unparkJobs(tx, waiting, now)
    },
  })
}

/**
 * Asks the keepers of registers for pieces of evidence in writing, each once, with a control date.
 * @param why the register is `silent`, or has `refused` the question itself
 */
export async function askInWriting(
  tx: Tx,
  { country, events, services }: Pick<World, 'country' | 'events' | 'services'>,
  texts: Texts,
  caseId: string,
  owed: readonly Pick<Owed, 'evidence' | 'register' | 'since'>[],
  why: 'silent' | 'refused',
  now: string,
): Promise<void> {
  const { service, version, owner, district } = await getApplication(tx, caseId)
  const { passport } = await services.get(tx, service, version)
  const speech = texts.in(country.languages.first)
  for (const { evidence, register, since } of owed) {
    const office = keeperOf(register, district, country) ?? owner
    const piece = passport.evidence.find(({ id }) => id === evidence)
    const id = newId(now)
    if (why === 'refused') {
      const nothing = { data: null, source: null, asOf: null }
      await saveEvidence(tx, caseId, { evidence, register, status: 'unavailable', ...nothing, fetchedAt: since })
    }
    const asked = await insertOfficialRequest(tx, {
      caseId,
      id,
      office,
      fromOffice: owner,
      evidence,
      question: speech.t(why === 'silent' ? 'casework.official-request' : 'casework.official-request-refused', {
        register: country.registerName(register, speech.language),
        evidence: piece ? speech.text(piece.name) : evidence,
        since: speech.dateTime(since),
      }),
      askedAt: now,
      dueAt: country.dueAtTerm(TO_ANSWER, now),
    })
    if (!asked) continue
    await tx.query('insert into casework.involved (case_id, office) values ($1, $2) on conflict do nothing', [
      caseId,
      office,
    ])
    await events.tell(tx, bodyAsked, { subject: caseId, at: now, actor: 'system', facts: { inquiry: id, office } })
  }
}
