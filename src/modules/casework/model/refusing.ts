import { hearingState, isHeard, outcomesOf, type Contradiction } from '../../../kernel/case/index.ts'
import type { Variables } from '../../../kernel/process/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import type { CaseEvent } from '../store/events.ts'
import type { CaseHearing } from '../store/hearings.ts'
import { correctedAt, refuses, termToAnswer, weighed } from './hear.ts'

/** How a refusal on each ground stands: whether the person was heard, and what speaks against it. */
export interface Refusing {
  /** Grounds on which it may be refused now, and on which the person is to be heard first. */
  ready: ReadonlySet<string>
  toHear: ReadonlySet<string>
  /** Grounds on which the person was heard. */
  heard: ReadonlySet<string>
  against: ReadonlyMap<string, Contradiction>
}

/** Whether an act can refuse. */
export const canRefuse = (act: string): boolean => outcomesOf(act).some((outcome) => refuses(act, outcome))

/** Weighs each ground of the passport for whoever decides. */
export function refusing(
  world: Pick<World, 'country'>,
  service: RunnableService,
  of: {
    variables: Variables
    results: Variables
    events: readonly CaseEvent[]
    hearings: readonly CaseHearing[]
    now: string
  },
): Refusing {
  const { hearings, events, now } = of
  const ids = service.passport.refusalGrounds.map(({ id }) => id)
  const changed = correctedAt(events)
  const heard = new Set(ids.filter((ground) => isHeard(hearings, ground, now, changed)))
  const open = new Set(
    hearings.filter((hearing) => hearingState(hearing, now) === 'open').map((hearing) => hearing.ground),
  )
  const excepted = (ground: string) => termToAnswer(world, service.passport, ground) === undefined
  const against = new Map<string, Contradiction>()
  for (const ground of ids) {
    const contradiction = weighed(service, ground, of)
    if (contradiction) against.set(ground, contradiction)
  }
  return {
    heard,
    against,
    ready: new Set(ids.filter((ground) => heard.has(ground) || excepted(ground))),
    toHear: new Set(ids.filter((ground) => !heard.has(ground) && !excepted(ground) && !open.has(ground))),
  }
}
