import { join } from 'node:path'
import type { Tx } from '../../../platform/database/index.ts'
import { archivesAfter, unnotedArchives } from '../store/archive.ts'
import { readArchive } from './archive-case.ts'

const AT_A_TIME = 500

/**
 * Looks whether each archived case is noted with its file, and that is there and the one that was written: the log
 * proves the events that left it only together with these.
 * @param folder root of the archive
 * @returns how many were looked at, and one problem a file
 */
export async function checkArchives(
  tx: Pick<Tx, 'query'>,
  folder: string,
): Promise<{ files: number; problems: { code: 'archive'; subject: string; message: string }[] }> {
  const problems: { code: 'archive'; subject: string; message: string }[] = []
  let files = 0
  for (
    let found = await archivesAfter(tx, '00000000-0000-0000-0000-000000000000', AT_A_TIME);
    found.length > 0;
    found = await archivesAfter(tx, found.at(-1)!.caseId, AT_A_TIME)
  ) {
    files += found.length
    for (const { caseId, file, sha256 } of found) {
      const why = await readArchive(join(folder, file), { sha256 }).then(
        ({ problems: wrong }) => wrong[0],
        (error: { code?: string }) => (error.code === 'ENOENT' ? 'it is not there' : "it can't be read"),
      )
      if (why)
        problems.push({
          code: 'archive',
          subject: caseId,
          message: `the file of archived case ${caseId} (${file}): ${why}`,
        })
    }
  }
  for (const subject of await unnotedArchives(tx))
    problems.push({
      code: 'archive',
      subject,
      message: `the file of archived case ${subject}: nothing is noted of it, though its events left the log`,
    })
  return { files, problems }
}
