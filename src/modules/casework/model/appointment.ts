import { findAct } from '../../../kernel/case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { tasksOfCase, type OpenTask } from '../../process/index.ts'
import { isApplicant } from '../rights.ts'
import type { CaseEvent } from '../store/events.ts'
import { slotOfCase } from '../store/slots.ts'
import { refusal, type Application } from './application.ts'
import { sitsAt, worksIn } from './roles-held.ts'

/** What happened to an hour, as the history says it. */
export const HOUR_EVENTS = {
  chosen: 'casework.choose-slot',
  moved: 'casework.move-appointment',
  cancelled: 'casework.cancel-appointment',
} as const

/** An hour that was agreed, as far as its case knows of it. */
export interface AgreedHour {
  state: 'agreed' | 'cancelled'
  /** RFC 3339. */
  at: string
  office: string
  /** How often it was changed: what a calendar orders its files by (RFC 5545, 3.8.7.4). */
  sequence: number
}

/**
 * The hour of a case out of its history.
 * @param slot what the case holds now
 * @returns undefined where none was ever agreed
 */
export function hourOf(
  events: readonly Pick<CaseEvent, 'kind' | 'facts'>[],
  slot: { at: string; office: string } | undefined,
  owner: string,
): AgreedHour | undefined {
  const kinds: readonly string[] = Object.values(HOUR_EVENTS)
  const told = events.filter(({ kind }) => kinds.includes(kind))
  if (slot) return { state: 'agreed', ...slot, sequence: Math.max(0, told.length - 1) }
  const last = told.at(-1)
  if (!last) return undefined
  return {
    state: 'cancelled',
    at: String(last.facts['at']),
    office: typeof last.facts['office'] === 'string' ? last.facts['office'] : owner,
    // where the case ended with the hour no event of its own says so
    sequence: told.length - (last.kind === HOUR_EVENTS.cancelled ? 1 : 0),
  }
}

/** The visit that an hour is for, while it lies ahead and its task is open. */
export async function comingVisit(
  tx: Tx,
  application: Pick<Application, 'caseId' | 'closedAt'>,
  now: string,
): Promise<{ at: string; office: string; task: OpenTask } | undefined> {
  const slot = application.closedAt ? undefined : await slotOfCase(tx, application.caseId)
  if (!slot || Date.parse(slot.at) <= Date.parse(now)) return undefined
  const task = (await tasksOfCase(tx, application.caseId)).find(
    ({ performer, office, act }) => performer === 'office' && office === slot.office && findAct(act)?.happens,
  )
  return task && { ...slot, at: new Date(slot.at).toISOString(), task }
}

/** @throws Refusal no-appointment when no visit lies ahead */
export async function requireVisit(tx: Tx, application: Pick<Application, 'caseId' | 'closedAt'>, now: string) {
  const visit = await comingVisit(tx, application, now)
  if (!visit) throw new Refusal(refusal['no-appointment'])
  return visit
}

/**
 * From which side somebody changes an hour: the applicant's, also at the counter that took the application in, or the
 * office's whose hour it is. An official in their own affairs is the applicant.
 * @throws Refusal not-allowed for other offices of the case
 */
export async function sideOf(
  tx: Tx,
  principal: Principal,
  application: Pick<Application, 'caseId' | 'takenByOffice'>,
  office: string,
  now: string,
): Promise<'applicant' | 'office'> {
  if (await isApplicant(tx, principal, application.caseId, now)) return 'applicant'
  if (application.takenByOffice && sitsAt(principal, application.takenByOffice)) return 'applicant'
  if (worksIn(principal, office)) return 'office'
  throw new Refusal(general['not-allowed'])
}
