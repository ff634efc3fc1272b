import type { Tx } from '../../../platform/database/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { Drawing } from './drawing.ts'
import { drawingOf } from './drawing-of.ts'

/**
 * The drawing of a published version with its elements called as people of a language call them, else as the model
 * does; undefined when there is no such version.
 */
export async function namedDrawing(
  tx: Tx,
  world: Pick<World, 'namesOfElements'>,
  definition: string,
  language: string,
): Promise<Drawing | undefined> {
  const drawing = await drawingOf(tx, definition)
  if (!drawing) return undefined
  const nameOf = (await world.namesOfElements(tx, definition, language)) ?? (() => undefined)
  const named = <Element extends { id: string; name: string }>(element: Element): Element => ({
    ...element,
    name: nameOf(element.id) ?? element.name,
  })
  return {
    ...drawing,
    shapes: drawing.shapes.map(named),
    edges: drawing.edges.map(named),
    elements: calledByNeighbours(drawing.elements.map(named)),
  }
}

/**
 * A gateway that the model gives no name is called by what it parts or joins: `→ opinion, inspection`,
 * `opinion, inspection →`. Its own id says nothing to whoever reads a table of steps.
 */
function calledByNeighbours(elements: Drawing['elements']): Drawing['elements'] {
  const names = new Map(elements.map(({ id, name }) => [id, name]))
  const named = (ids: readonly string[]) => ids.flatMap((id) => names.get(id) || []).join(', ')
  return elements.map(({ around, ...element }) => {
    if (element.name !== '' || !around) return element
    const [before, behind] = [named(around.before), named(around.behind)]
    const name = around.behind.length > 1 || before === '' ? behind && `→ ${behind}` : `${before} →`
    return { ...element, name }
  })
}
