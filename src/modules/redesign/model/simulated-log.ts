import { mapProcess } from '../../../kernel/diagnosis/index.ts'
import type { Recorded } from '../../../kernel/simulation/index.ts'
import { XES_FOOT, xesHead, xesTraces, type XesEvent } from '../../process/index.ts'

const MINUTE = 60_000
/** What a simulation of day and night begins with. */
const START = Date.parse('2026-01-01T00:00:00Z')

/**
 * What simulated cases did, as a log in XES: the same form as the log of real cases, so that it is mined in the same way.
 * @param name of the log @param start when the simulation began, milliseconds since 1970
 * @returns the file part by part, a case each
 */
export function* simulatedLog(
  bpmn: string,
  recorded: readonly Recorded[],
  name: string,
  start = START,
): Generator<string> {
  const { steps } = mapProcess(bpmn)
  const first = [...steps.values()].find(({ type, incoming }) => type === 'startEvent' && incoming.length === 0)
  const nameOf = (id: string) => steps.get(id)?.name || id
  yield xesHead(name)
  for (const [of, own] of Map.groupBy(recorded, (each) => each.case)) {
    const items = own
      .toSorted((one, other) => one.at - other.at)
      .map(({ element, at, transition, unit }): XesEvent => {
        const id = element === '' ? (first?.id ?? 'start') : element
        return {
          case: String(of + 1),
          name: nameOf(id),
          at: new Date(start + at * MINUTE).toISOString(),
          resource: unit ?? 'system',
          transition,
          element: id,
        }
      })
    yield xesTraces({ items, incomplete: [] })
  }
  yield XES_FOOT
}
