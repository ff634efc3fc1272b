import type { Tx } from '../../../platform/database/index.ts'
import { moveTimers } from '../../process/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { Passport } from '../../catalogue/index.ts'
import { decisionsOf, type Decision } from '../store/decisions.ts'
import type { Application } from './application.ts'

/** Where a refusal can be appealed, and until when. */
export interface Appeal {
  /** Id of the office above; the kind of body where none serves the district. */
  office: string
  /**
   * The end of the last lawful day, RFC 3339; an appeal at this instant is in time. Null where the term runs from the day
   * the person knows of the decision, and that day has not come.
   */
  until: string | null
}

/** The office that an appeal goes to; the kind of body where none serves the district. */
export const appealOffice = (
  { country }: Pick<World, 'country'>,
  { to }: NonNullable<Passport['appeal']>,
  { district }: Pick<Application, 'district'>,
): string => country.officeFor(to.kind, to.level, district) ?? to.kind

/** From which day the term of an appeal runs: the service's own word, else the country's. */
const runsFrom = ({ country }: Pick<World, 'country'>, { appeal }: Pick<Passport, 'appeal'>): 'made' | 'served' =>
  appeal?.runsFrom ?? country.procedure.appeal.runsFrom

/**
 * The end of the last lawful day to appeal.
 * @param servedAt since when the person knows of the decision
 * @returns null where the term runs from that day and it has not come
 */
export function appealUntil(
  world: Pick<World, 'country'>,
  passport: Pick<Passport, 'appeal'>,
  { decidedAt, servedAt }: { decidedAt: string; servedAt: string | null },
): string | null {
  const from = runsFrom(world, passport) === 'made' ? decidedAt : servedAt
  return from === null || !passport.appeal ? null : world.country.dueAt(passport.appeal.term, from, [])
}

/**
 * What is open to the applicant now: nothing once the last day is over, even where the timer of the case has not fired
 * yet.
 */
export function openAppeal(
  world: Pick<World, 'country'>,
  passport: Pick<Passport, 'appeal'>,
  application: Pick<Application, 'district' | 'status' | 'decidedAt'>,
  now: string,
  servedAt: string | null = null,
): Appeal | undefined {
  if (!passport.appeal || application.status !== 'refused' || !application.decidedAt) return undefined
  const until = appealUntil(world, passport, { decidedAt: application.decidedAt, servedAt })
  if (until !== null && Date.parse(now) > Date.parse(until)) return undefined
  return { office: appealOffice(world, passport.appeal, application), until }
}

/** Since when the applicant knows of what was decided last. */
export const knownSince = (decisions: readonly Decision[]): string | null =>
  decisions.findLast(({ madeAt }) => madeAt !== null)?.servedAt ?? null

/** Far behind every term: the wait for an appeal does not end while the person does not know of the refusal. */
const NOT_YET = '2150-01-01T00:00:00.000Z'

/** Holds the timer of the wait for an appeal where the term runs from the day the person knows of the refusal. */
export async function holdAppeal(
  tx: Tx,
  world: Pick<World, 'country' | 'services'>,
  application: Pick<Application, 'caseId' | 'service' | 'version'>,
): Promise<void> {
  const { passport } = await world.services.get(tx, application.service, application.version)
  if (passport.appeal && runsFrom(world, passport) === 'served') await moveTimers(tx, application.caseId, NOT_YET)
}

/** Lets it run to the end of the term, now that the person knows. */
export async function letAppealRun(
  tx: Tx,
  world: Pick<World, 'country' | 'services'>,
  application: Pick<Application, 'caseId' | 'service' | 'version' | 'status' | 'decidedAt'>,
  servedAt: string,
): Promise<void> {
  const { passport } = await world.services.get(tx, application.service, application.version)
  if (application.status !== 'refused' || !application.decidedAt || runsFrom(world, passport) === 'made') return
  const until = appealUntil(world, passport, { decidedAt: application.decidedAt, servedAt })
  // an appeal at the last instant is in time
  if (until !== null) await moveTimers(tx, application.caseId, new Date(Date.parse(until) + 1).toISOString())
}

/**
 * Moves the end of the wait for an appeal to the day that the calendar gives now: what the person reads as the last day
 * is when the case stops waiting.
 * @returns the last day, where it moved
 */
export async function moveAppeal(
  tx: Tx,
  world: Pick<World, 'country' | 'services'>,
  application: Pick<Application, 'caseId' | 'service' | 'version' | 'decidedAt'>,
): Promise<string | undefined> {
  const { caseId, decidedAt } = application
  const { passport } = await world.services.get(tx, application.service, application.version)
  if (!passport.appeal || !decidedAt) return undefined
  const servedAt = knownSince(await decisionsOf(tx, caseId))
  const until = appealUntil(world, passport, { decidedAt, servedAt })
  // an appeal at the last instant is in time
  const moved = until !== null && (await moveTimers(tx, caseId, new Date(Date.parse(until) + 1).toISOString()))
  return moved ? until : undefined
}
