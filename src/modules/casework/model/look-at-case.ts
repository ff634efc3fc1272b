import type { Tx } from '../../../platform/database/index.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import type { Look } from '../../../platform/use-case/index.ts'
import { partiesOf, type Parties } from '../store/applications.ts'
import { isApplicant } from '../rights.ts'
import type { Application } from './application.ts'

type Of = Parties & Pick<Application, 'owner' | 'takenByOffice'>

/**
 * The look that the answer about a case is: at the applicant, and at whoever represents them. Whoever asks in affairs
 * of their own, or of an organisation they act for, looks at nobody else.
 * @param own whether they do, where that is known already
 */
export async function looksAtCase(
  tx: Tx,
  principal: Principal,
  application: Of,
  now: string,
  [what, detail]: readonly [what: Look['what'], detail?: string],
  own?: boolean,
): Promise<Look[]> {
  if (principal.roles.length === 0 || (own ?? (await isApplicant(tx, principal, application.caseId, now)))) return []
  const { rows } = await tx.query<{ office: string }>('select office from casework.involved where case_id = $1', [
    application.caseId,
  ])
  return [
    {
      ...lookAt(application),
      what,
      ...(detail === undefined ? {} : { detail }),
      bodies: [application.owner, application.takenByOffice ?? '', ...rows.map((row) => row.office)],
      roles: ['auditor', 'administrator'],
    },
  ]
}

/** The look of an applicant at what registers hold of another who agreed to it. @param evidence which piece */
export const lookByAgreement = (
  { caseId, number, service }: Pick<Application, 'caseId' | 'number' | 'service'>,
  people: readonly string[],
  evidence: string,
): Look => ({
  what: 'agreed',
  detail: evidence,
  people: people.map((seen) => ({ number: seen })),
  case: { id: caseId, number, service },
  inOwnAffairs: true,
})

/**
 * The look that a list of cases is: at each applicant in it. One event, however long the list.
 * @param list which: `worklist`, `signing`, `counter`, `inquiries`, `number`, `receipt`
 * @param office the list's; absent: it is no office's
 */
export async function lookAtList(
  tx: Tx,
  { cases, ...by }: { list: string; cases: readonly string[]; office?: string },
): Promise<Look> {
  return lookAtParties(await partiesOf(tx, cases), by)
}

/** The same of cases whose parties were read already. */
export function lookAtParties(parties: readonly Parties[], { list, office }: { list: string; office?: string }): Look {
  return {
    what: 'list',
    detail: list,
    people: [],
    listed: parties.map(lookAt),
    bodies: office === undefined ? [] : [office],
  }
}

/** Whom a look at a case is at. */
export function lookAt({ caseId, number, service, person, organisation, applicant, representative }: Parties) {
  return {
    case: { id: caseId, number, service },
    people:
      organisation === null
        ? [{ id: person, number: applicant.number || undefined }]
        : [{ number: organisation }, { id: person, number: representative?.number || undefined }],
  }
}
