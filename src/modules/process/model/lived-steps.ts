import type { Tx } from '../../../platform/database/index.ts'
import { endedCases, stepsIn } from '../store/history.ts'
import { drawingOf } from './drawing-of.ts'
import type { Engine } from './engine.ts'
import { passagesOf } from './history.ts'
import { xesEvents } from './xes.ts'

/** Where cases begin and end is nothing that is done in them: a mined model has ends of its own. */
const ENDS = /^(start|end)Event$/

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
  const elements = new Map((await drawingOf(tx, definition))?.elements.map((element) => [element.id, element]))
  return ended.flatMap(({ caseId }, at) =>
    xesEvents('', passagesOf(stepsIn(chains.get(caseId) ?? [])), (id) => elements.get(id)?.name || id)
      .filter(({ transition, element }) => transition === 'complete' && !ENDS.test(elements.get(element)?.type ?? ''))
      .map(({ name, at: instant }) => ({ case: at, name, at: instant })),
  )
}
