import type { Tx } from '../database/index.ts'

/**
 * Removes the first events of a subject that were written to a file; what the seals need of them stays, so that the log
 * is proven without the file.
 * @param until number of the last event that is removed
 * @returns how many were removed, or undefined when some are not sealed yet: nothing was removed
 */
export async function dropEvents(tx: Tx, subject: string, until: number): Promise<number | undefined> {
  const dropped = (await tx.query<{ dropped: number }>('select audit.drop_events($1, $2) as dropped', [subject, until]))
    .rows[0]!.dropped
  return dropped < 0 ? undefined : dropped
}
