import {
  contradictionOf,
  hearingState,
  hearingTerm,
  isHeard,
  isRefusal,
  findOutcome,
  type Contradiction,
  type HearingTerm,
} from '../../../kernel/case/index.ts'
import { parseTerm } from '../../../kernel/terms/index.ts'
import type { Variables } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import type { Passport, RunnableService } from '../../catalogue/index.ts'
import { setTaskDue, variablesOf, type OpenTask } from '../../process/index.ts'
import { eventsOf, type CaseEvent } from '../store/events.ts'
import { endHearings, hearingsOf } from '../store/hearings.ts'
import { closePause, pausesOf, type Pause } from '../store/pauses.ts'
import { refusal, type Application } from './application.ts'
import { groundsFound, resultsOfRules } from './grounds-found.ts'
import { opinionsIn } from './opinions.ts'

/** Name of a hearing among the causes of pauses. */
export const causeOfHearing = (number: number): string => `hearing ${number}`

/** Whether an outcome of a task is a refusal that a person decides. */
export const refuses = (act: string, outcome: string): boolean => {
  const proposed = findOutcome(act, outcome)?.proposes
  return proposed !== undefined && isRefusal(proposed)
}

/** The term a person has to answer before they are refused on a ground; undefined where the law excepts it. */
export const termToAnswer = (
  { country }: Pick<World, 'country'>,
  passport: Pick<Passport, 'hearing'>,
  ground: string,
): HearingTerm | undefined => hearingTerm(country.procedure.hearing, passport.hearing, ground)

/** When the answers were last corrected. */
export const correctedAt = (events: readonly CaseEvent[]): string | undefined =>
  events.findLast(({ kind }) => kind === 'casework.correct-application')?.at

/**
 * Refuses a refusal of which the person was not heard.
 * @throws Refusal hearing-open while they may still answer, hearing-first when they were not told of this ground
 */
export async function requireHeard(
  tx: Tx,
  world: Pick<World, 'country'>,
  { passport, application, ground, now }: { passport: Passport; application: Application; ground: string; now: string },
): Promise<void> {
  if (!termToAnswer(world, passport, ground)) return
  const hearings = await hearingsOf(tx, application.caseId)
  if (isHeard(hearings, ground, now, correctedAt(await eventsOf(tx, application.caseId)))) return
  const open = hearings.find((hearing) => hearing.ground === ground && hearingState(hearing, now) === 'open')
  throw new Refusal(refusal[open ? 'hearing-open' : 'hearing-first'])
}

/** What in a case speaks against a ground for refusal; undefined when nothing does. */
export async function contradictionIn(
  tx: Tx,
  world: Pick<World, 'engine'>,
  { caseId, service, ground }: { caseId: string; service: RunnableService; ground: string },
): Promise<Contradiction | undefined> {
  const variables: Variables = await variablesOf(tx, caseId)
  const { graph } = await world.engine.definitions.get(tx, service.definition)
  return weighed(service, ground, {
    variables,
    results: resultsOfRules(graph, variables),
    events: await eventsOf(tx, caseId),
  })
}

/** The same from what was read already. */
export function weighed(
  service: RunnableService,
  ground: string,
  { variables, results, events }: { variables: Variables; results: Variables; events: readonly CaseEvent[] },
): Contradiction | undefined {
  const ran = service.ruledGrounds.has(ground) && Object.keys(results).length > 0
  return contradictionOf(ground, {
    said: opinionsIn(events, variables),
    found: ran ? groundsFound(results, service.passport.refusalGrounds) : undefined,
    shown: service.shows(ground, variables),
  })
}

/** Ends hearings that are open: the clock goes on, since it was decided without them. */
export async function endOpenHearings(tx: Tx, caseId: string, now: string): Promise<number> {
  const ended = await endHearings(tx, caseId, now)
  for (const number of ended) await closePause(tx, caseId, causeOfHearing(number), now)
  return ended.length
}

/** A task of whose term it is asked when it is over. */
type TaskWithTerm = Pick<OpenTask, 'wait' | 'openedAt' | 'attributes'>

/**
 * Moves the term of the office's task by the hearing, as the case's own.
 * @param until when the hearing ends, while it lasts
 */
export async function moveTaskDue(
  tx: Tx,
  world: Pick<World, 'country'>,
  caseId: string,
  task: TaskWithTerm,
  until?: string,
): Promise<void> {
  const due = taskDue(world, task, await pausesOf(tx, caseId), until)
  if (due !== undefined) await setTaskDue(tx, caseId, task.wait, due)
}

/**
 * When the term of a task is over, by the calendar of now and the hearings since it was opened.
 * @returns undefined where no legal term runs
 */
export function taskDue(
  { country }: Pick<World, 'country'>,
  task: TaskWithTerm,
  pauses: readonly Pause[],
  until?: string,
): string | undefined {
  const said = task.attributes['term']
  if (typeof said !== 'string') return undefined
  const term = parseTerm(said)
  if (!('unit' in term)) return undefined
  return country.dueAt(
    term,
    task.openedAt,
    pauses
      .filter(({ basis }) => basis === 'hearing')
      .map((pause) => ({ since: pause.since, until: pause.until ?? until ?? null })),
  )
}
