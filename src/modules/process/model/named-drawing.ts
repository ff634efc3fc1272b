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
  const nameOf = drawing && (await world.namesOfElements(tx, definition, language))
  if (!nameOf) return drawing
  const named = <Element extends { id: string; name: string }>(element: Element): Element => ({
    ...element,
    name: nameOf(element.id) ?? element.name,
  })
  return { shapes: drawing.shapes.map(named), edges: drawing.edges.map(named), elements: drawing.elements.map(named) }
}
