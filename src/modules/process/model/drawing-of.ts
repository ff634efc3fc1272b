import type { Tx } from '../../../platform/database/index.ts'
import { readDrawing, type Drawing } from './drawing.ts'
import { findModel } from '../store/definitions.ts'

/** A version never changes, and a drawing is small: the last few are kept. */
const KEPT = 100
const drawings = new Map<string, Promise<Drawing>>()

/** The drawing of a published version; undefined when there is no such version. */
export async function drawingOf(tx: Tx, definition: string): Promise<Drawing | undefined> {
  const kept = drawings.get(definition)
  if (kept) return kept
  const source = await findModel(tx, definition)
  if (!source) return undefined
  const drawing = readDrawing(source.bpmn)
  drawing.catch(() => drawings.delete(definition))
  drawings.set(definition, drawing)
  if (drawings.size > KEPT) drawings.delete(drawings.keys().next().value as string)
  return drawing
}
