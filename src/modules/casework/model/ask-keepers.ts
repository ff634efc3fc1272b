import { keeperOf } from '../../../kernel/case/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import type { Texts } from '../../../platform/i18n/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { openRegisters } from '../../exchange/index.ts'
import { bodyAsked } from './events.ts'
import { readInstead } from './read-instead.ts'
import { getApplication } from '../store/applications.ts'
import { insertOfficialRequest, owedEvidence } from '../store/official-requests.ts'

const ASK_KEEPERS = 'casework.ask-keepers'
/** How often silent registers are looked for, in seconds. */
const EVERY = 600
const AT_ONCE = 200
/** So long a register may be silent; then its keeper is asked in writing, and has so long to answer. Demo values. */
const SILENT_FOR = '1 working day'
const TO_ANSWER = '3 working days'

/** Puts the first look into the outbox; it renews itself. */
export const scheduleAskingKeepers = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, ASK_KEEPERS, now)

/**
 * Asks the keeper of a register that has been silent for a working day, in writing and with a control date: the request
 * stands in that body's worklist, and its answer lets the case go on. The applicant is never sent to fetch a paper.
 * Where agreement to ask that register was taken back meanwhile, its keeper is not asked either: the office that has the
 * case reads what the applicant brought.
 */
export function askKeepers(
  { country, events, services }: Pick<World, 'country' | 'events' | 'services'>,
  texts: Texts,
): JobHandler {
  const speech = texts.in(country.languages.first)
  return repeating(ASK_KEEPERS, EVERY, {
    async finish(tx, _outcome, now) {
      for (const owed of await owedEvidence(tx, now, AT_ONCE)) {
        if (country.dueAtTerm(SILENT_FOR, owed.since) > now) continue
        const { service, version } = await getApplication(tx, owed.caseId)
        const { passport, form } = await services.get(tx, service, version)
        if (!(await openRegisters(tx, form, owed.caseId))(owed.register)) {
          await readInstead(tx, { country, events, services }, texts, owed.caseId, [owed], now)
          continue
        }
        const office = keeperOf(owed.register, owed.district, country) ?? owed.owner
        const piece = passport.evidence.find(({ id }) => id === owed.evidence)
        const id = newId(now)
        const asked = await insertOfficialRequest(tx, {
          caseId: owed.caseId,
          id,
          office,
          fromOffice: owed.owner,
          evidence: owed.evidence,
          question: speech.t('casework.official-request', {
            register: country.registerName(owed.register, speech.language),
            evidence: piece ? speech.text(piece.name) : owed.evidence,
            since: speech.dateTime(owed.since),
          }),
          askedAt: now,
          dueAt: country.dueAtTerm(TO_ANSWER, now),
        })
        if (!asked) continue
        await tx.query('insert into casework.involved (case_id, office) values ($1, $2) on conflict do nothing', [
          owed.caseId,
          office,
        ])
        await events.tell(tx, bodyAsked, {
          subject: owed.caseId,
          at: now,
          actor: 'system',
          facts: { inquiry: id, office },
        })
      }
    },
  })
}
