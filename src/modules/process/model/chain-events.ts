import { join } from 'node:path'
import type { Tx } from '../../../platform/database/index.ts'
import { archivesOf, eventsOfChains, type ChainEvent } from '../store/history.ts'
import { readArchive } from './archive-case.ts'

/** False where the beginning is in an archive's file that can't be read. */
export const isWhole = (chain: readonly ChainEvent[]): boolean => (chain[0]?.seq ?? 1) === 1

/**
 * All events of cases, of all rooms, oldest first: from the log, and of archived cases from their files.
 * @param folder root of the archive; without it, or when a file is not there or not the one that was written, only what
 *   the log still holds
 */
export async function chainEvents(
  tx: Tx,
  folder: string | undefined,
  cases: readonly string[],
): Promise<Map<string, ChainEvent[]>> {
  const [events, archives] = await Promise.all([eventsOfChains(tx, cases), archivesOf(tx, cases)])
  if (folder === undefined) return events
  for (const { caseId, file, sha256 } of archives) {
    const read = await readArchive(join(folder, file), { sha256 }).catch(() => undefined)
    if (!read || read.problems.length > 0) continue
    const live = events.get(caseId) ?? []
    const last = read.events.length
    events.set(caseId, [
      ...read.events.map(({ seq, at, kind, actor, body }) => ({ seq, at, kind, actor, body })),
      ...live.filter((chainEvent) => chainEvent.seq > last),
    ])
  }
  return events
}
