import { newId, type Tx } from '../../../platform/database/index.ts'
import type { Texts } from '../../../platform/i18n/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { getApplication } from '../store/applications.ts'
import { saveEvidence } from '../store/evidence.ts'
import { insertOfficialRequest } from '../store/official-requests.ts'
import { bodyAsked } from './events.ts'

/** How long the office has to read what was brought. A demo value. */
const TO_READ = '3 working days'

/** A piece of evidence whose register the applicant has not agreed to have asked. */
export interface Withheld {
  evidence: string
  register: string
}

/**
 * What registers may not be asked for, the office that has the case reads in what the applicant brought: the task stands
 * among the questions to it, once for each piece, and the case says that the register was not asked and why.
 */
export async function readInstead(
  tx: Tx,
  { country, events, services }: Pick<World, 'country' | 'events' | 'services'>,
  texts: Texts,
  caseId: string,
  withheld: readonly Withheld[],
  now: string,
): Promise<void> {
  const { owner, service, version } = await getApplication(tx, caseId)
  const { passport } = await services.get(tx, service, version)
  const speech = texts.in(country.languages.first)
  for (const { evidence, register } of withheld) {
    const nothing = { data: null, source: null, asOf: null }
    await saveEvidence(tx, caseId, { evidence, register, status: 'withheld', ...nothing, fetchedAt: now })
    const piece = passport.evidence.find(({ id }) => id === evidence)
    const id = newId(now)
    const asked = await insertOfficialRequest(tx, {
      caseId,
      id,
      office: owner,
      fromOffice: owner,
      evidence,
      question: speech.t('casework.read-instead', {
        register: country.registerName(register, speech.language),
        evidence: piece ? speech.text(piece.name) : evidence,
      }),
      askedAt: now,
      dueAt: country.dueAtTerm(TO_READ, now),
    })
    if (!asked) continue
    const facts = { inquiry: id, office: owner }
    await events.tell(tx, bodyAsked, { subject: caseId, at: now, actor: 'system', facts })
  }
}
