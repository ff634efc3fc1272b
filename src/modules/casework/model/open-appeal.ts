import type { World } from '../../../platform/use-case/index.ts'
import type { Passport } from '../../catalogue/index.ts'
import type { Application } from './application.ts'

/** Where a refusal can be appealed, and until when. */
export interface Appeal {
  /** Id of the office above; the kind of body where none serves the district. */
  office: string
  /** The end of the last lawful day, RFC 3339; an appeal at this instant is in time. */
  until: string
}

/** The office that an appeal goes to; the kind of body where none serves the district. */
export const appealOffice = (
  { country }: Pick<World, 'country'>,
  { to }: NonNullable<Passport['appeal']>,
  { district }: Pick<Application, 'district'>,
): string => country.officeFor(to.kind, to.level, district) ?? to.kind

/**
 * What is open to the applicant now: nothing once the last day is over, even where the timer of the case has not fired
 * yet.
 */
export function openAppeal(
  world: Pick<World, 'country'>,
  { appeal }: Pick<Passport, 'appeal'>,
  application: Pick<Application, 'district' | 'status' | 'decidedAt'>,
  now: string,
): Appeal | undefined {
  if (!appeal || application.status !== 'refused' || !application.decidedAt) return undefined
  const until = world.country.dueAt(appeal.term, application.decidedAt, [])
  return Date.parse(now) <= Date.parse(until) ? { office: appealOffice(world, appeal, application), until } : undefined
}
