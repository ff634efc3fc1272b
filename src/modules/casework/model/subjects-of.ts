import { subjectsOf } from '../../../kernel/case/index.ts'
import { bare } from '../../../kernel/text/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { Piece, Subjects } from '../../exchange/index.ts'
import { parseTaskId, variablesOf } from '../../process/index.ts'
import { findAgreement } from '../store/agreements.ts'
import { findApplication } from '../store/applications.ts'
import { findDraft } from '../store/drafts.ts'
import type { Application } from './application.ts'

/**
 * Whom registers may be asked about for a case, a draft, or a letter to somebody who is asked to agree: read from what
 * stands there, whatever the asker says. Of a case also those whom its answers name, where the model has a piece of
 * evidence about them or a field that hangs on their number.
 */
export const readSubjects =
  ({ people, services }: Pick<World, 'people' | 'services'>) =>
  async (tx: Tx, id: string, piece: Piece): Promise<Subjects | undefined> => {
    const filed = await findApplication(tx, id)
    if (filed) return { own: ownOf(filed), named: await namedIn(tx, { services }, filed, piece) }
    const draft = await findDraft(tx, id)
    if (!draft) {
      const letter = await findAgreement(tx, id)
      return letter && { own: [], named: [], addressee: letter.subject }
    }
    const corrected = draft.corrects && (await findApplication(tx, parseTaskId(draft.corrects)!.caseId))
    if (corrected) return { own: ownOf(corrected) }
    const { walkIn } = draft
    const own = walkIn
      ? [walkIn.number, walkIn.organisation]
      : [(await people.get(tx, draft.person)).number, draft.organisation]
    return { own: own.flatMap((number) => (number ? bare(number).toUpperCase() : [])) }
  }

const ownOf = ({ applicant, representative, organisation }: Application): string[] =>
  [applicant.number, representative?.number, organisation].filter((number) => typeof number === 'string')

async function namedIn(
  tx: Tx,
  { services }: Pick<World, 'services'>,
  { caseId, service, version, applicant, answers }: Application,
  { evidence, register, attributes }: Piece,
): Promise<string[]> {
  const { passport, form } = await services.get(tx, service, version)
  if (evidence !== undefined) {
    const about = passport.evidence.find(({ id }) => id === evidence)?.about
    return about === undefined ? [] : subjectsOf(about, await variablesOf(tx, caseId), applicant.number).numbers
  }
  const fields = form?.pages.flatMap((page) => page.fields) ?? []
  return fields.flatMap(({ prefill }) => {
    const typed: unknown = prefill?.by === undefined ? undefined : answers[prefill.by]
    const isAsked = prefill?.register === register && attributes?.every((name) => name === prefill.attribute)
    return isAsked && typeof typed === 'string' ? [bare(typed).toUpperCase()] : []
  })
}
