import type { Tx } from '../../../platform/database/index.ts'
import { endedCases, stepsIn } from '../store/history.ts'
import { drawingOf } from './drawing-of.ts'
import type { Engine } from './engine.ts'
import { passagesOf } from './history.ts'
import { xesEvents } from './xes.ts'

/** Something that was done in a case: neither who did it nor whose case it is. */
export interface LivedStep {
  /** Number of the case among those told. */
  case: number
  name: string
  at: string
}

/**
 * What was done in the cases of a version that ended last, oldest first within each.
 * @param definition `<service>@<version>` @param most cases at most
 */
export async function livedSteps(
  tx: Tx,
  engine: Pick<Engine, 'chainEvents'>,
  definition: string,
  most: number,
): Promise<LivedStep[]> {
  const ended = await endedCases(tx, [definition], most)
  const chains = await engine.chainEvents(
    tx,
    ended.map(({ caseId }) => caseId),
  )
  const names = new Map((await drawingOf(tx, definition))?.elements.map(({ id, name }) => [id, name]))
  return ended.flatMap(({ caseId }, at) =>
    xesEvents('', passagesOf(stepsIn(chains.get(caseId) ?? [])), (element) => names.get(element) || element)
      .filter(({ transition }) => transition === 'complete')
      .map(({ name, at: instant }) => ({ case: at, name, at: instant })),
  )
}
