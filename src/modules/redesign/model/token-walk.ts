import { mapProcess, type Link } from '../../../kernel/diagnosis/index.ts'
import type { Drawing } from '../../process/index.ts'
import type { Seen } from './replicate.ts'

type Point = { x: number; y: number }

/** A token of a case: it leaves where it was, goes along flows to a step, and stands there until that is done. */
export interface TokenLeg {
  case: number
  /** Id of the step that it goes to; of an end, where the case is over. */
  element: string
  /** Minutes at which it sets out, and at which the step is done; of an end both are the same. */
  from: number
  until: number
  /** Where it goes along; the last is the middle of the step. */
  way: Point[]
}

/**
 * Where the tokens of cases are on a drawing, by what the cases did. The record knows steps only; gateways and events
 * between two steps are found in the model: by the shortest way from the step that was done last before.
 */
export function walkTokens(bpmn: string, { shapes, edges }: Drawing, seen: readonly Seen[]): TokenLeg[] {
  const { steps } = mapProcess(bpmn)
  const boxes = new Map(shapes.map(({ id, box }) => [id, box]))
  const flows = new Map(edges.map(({ id, points }) => [id, points]))
  const middle = (id: string): Point | undefined => {
    const box = boxes.get(id)
    return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const start = [...steps.values()].find(({ type, incoming }) => type === 'startEvent' && incoming.length === 0)
  const legs: TokenLeg[] = []
  for (const [of, own] of Map.groupBy(seen, (each) => each.case)) {
    const order = own.toSorted((first, second) => first.at - second.at)
    const at = order[0]?.at ?? 0
    /** Steps that are done, with when; the last first. */
    const done: { id: string; at: number }[] = start ? [{ id: start.id, at }] : []
    for (const { element, at: until, transition } of order) {
      if (transition !== 'complete' || element === '') continue
      const isKnown = (id: string) => done.some((each) => each.id === id)
      const found = wayBack(steps.get(element)?.incoming ?? [], isKnown)
      const source = found && done.find(({ id }) => id === found[0]!.source.id)
      const way = [...(found ?? []).flatMap(({ id }) => flows.get(id) ?? []), middle(element)].filter(
        (point) => point !== undefined,
      )
      legs.push({ case: of, element, from: source?.at ?? until, until, way })
      done.unshift({ id: element, at: until })
    }
    const last = done[0]
    const end = last && wayOn(steps.get(last.id)?.outgoing ?? [])
    if (last && end)
      legs.push({
        case: of,
        element: end.at(-1)!.target.id,
        from: last.at,
        until: last.at,
        way: [...end.flatMap(({ id }) => flows.get(id) ?? []), middle(end.at(-1)!.target.id)].filter(
          (point) => point !== undefined,
        ),
      })
  }
  return legs.filter(({ way }) => way.length > 0)
}

/** The shortest way of flows that leads to these from a step that `isKnown`, through what is not. */
function wayBack(incoming: readonly Link[], isKnown: (id: string) => boolean): Link[] | undefined {
  const tried = new Set<string>()
  for (let ways = incoming.map((link) => [link]); ways.length > 0; ) {
    const there = ways.find(([first]) => isKnown(first!.source.id))
    if (there) return there
    ways = ways.flatMap((way) => {
      const { source } = way[0]!
      if (tried.has(source.id)) return []
      tried.add(source.id)
      return (source.host ?? source).incoming.map((link) => [link, ...way])
    })
  }
  return undefined
}

/** The shortest way of flows to an end. */
function wayOn(outgoing: readonly Link[]): Link[] | undefined {
  const tried = new Set<string>()
  for (let ways = outgoing.map((link) => [link]); ways.length > 0; ) {
    const there = ways.find((way) => way.at(-1)!.target.type === 'endEvent')
    if (there) return there
    ways = ways.flatMap((way) => {
      const { target } = way.at(-1)!
      // behind a step that was not done the case did not go
      if (tried.has(target.id) || /[tT]ask$/.test(target.type)) return []
      tried.add(target.id)
      return target.outgoing.map((link) => [...way, link])
    })
  }
  return undefined
}
