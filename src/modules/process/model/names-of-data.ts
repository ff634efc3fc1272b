import type { Tx } from '../../../platform/database/index.ts'
import { findCaseLine } from '../store/history.ts'
import { drawingOf } from './drawing-of.ts'

/**
 * What the model of a case calls the variables it carries, by their names: `<bpmn:property id="plot" name="Plot"/>` of
 * the process (BPMN 2.0.2, 10.4.1 "Property"). Empty where it names none.
 */
export async function namesOfData(tx: Tx, caseId: string): Promise<Record<string, string>> {
  const line = await findCaseLine(tx, caseId)
  const drawing = line && (await drawingOf(tx, line.definition))
  return Object.fromEntries(drawing?.data.map(({ id, name }) => [id, name]) ?? [])
}
