import type { Tx } from '../../../platform/database/index.ts'
import { readStepBody, type MoveRow } from '../../process/index.ts'

/**
 * One event of a case's history, from the audit log: the log is the history, there is no second one.
 */
export interface CaseEvent {
  seq: number
  at: string
  kind: string
  actor: string
  facts: Record<string, unknown>
  /** Movements of the step that it is or brought about. */
  moves: readonly MoveRow[]
}

/** An event from the text in its chain. */
export const caseEvent = ({
  body,
  ...event
}: {
  seq: number
  at: string
  kind: string
  actor: string
  body: string
}): CaseEvent => {
  const { moves, step, ...facts } = readStepBody(body)
  return { ...event, facts, moves: moves ?? step?.moves ?? [] }
}

/** The history of a case as far as the log holds it: all of it, until the case is archived. */
export async function eventsOf(tx: Tx, caseId: string): Promise<CaseEvent[]> {
  return (
    await tx.query<Parameters<typeof caseEvent>[0]>(
      'select seq, at, kind, actor, body from audit.history where subject = $1 order by seq',
      [caseId],
    )
  ).rows.map(caseEvent)
}
