import type { PageContext } from '../../../../platform/http/index.ts'
import { findInstance } from '../../../process/index.ts'

/** What the officer asked to be corrected: the note of the last examination that sent the case back. */
export async function correctionNote({ database }: PageContext, caseId: string): Promise<string | undefined> {
  const variables = (await findInstance(database, caseId))?.state.variables ?? {}
  const notes = Object.values(variables).filter(
    (value): value is { outcome: string; note?: string } =>
      typeof value === 'object' && value !== null && (value as { outcome?: unknown }).outcome === 'correct',
  )
  return notes.at(-1)?.note
}
