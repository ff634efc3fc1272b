import { join } from 'node:path'
import { checkRows } from '../../../platform/audit/index.ts'
import { missingFiles } from '../../../platform/files/index.ts'
import type { AuditedRecords } from '../../../platform/module/index.ts'
import { AGREEMENT_DIGESTS } from '../store/agreements.ts'
import { APPLICATION_DIGEST } from '../store/applications.ts'
import { SAID_ROWS } from '../store/said-rows.ts'
import { FILES_DIGESTS, filesOfCases } from '../store/attachments.ts'
import { UNUSUAL_DIGESTS } from '../store/unusual-looks.ts'

/** Applications, their files, what was said, found and decided in them, and unusual looks with their notes, compared with what their histories say of them. */
export const applicationRecords: AuditedRecords = {
  name: 'applications',
  async check(database, home) {
    const applications = await checkRows(
      database,
      'application',
      `select case_id as subject, 'application' as row, ${APPLICATION_DIGEST} as digest from casework.application`,
    )
    const files = await checkRows(database, 'files', `${FILES_DIGESTS} group by a.owner`)
    const agreements = await checkRows(database, 'agreement', AGREEMENT_DIGESTS)
    const looks = await checkRows(database, 'unusual-look', UNUSUAL_DIGESTS)
    const said = []
    for (const [name, { table, row, digest }] of Object.entries(SAID_ROWS))
      said.push(
        ...(
          await checkRows(database, name, `select case_id as subject, ${row} as row, ${digest} as digest from ${table}`)
        ).problems,
      )
    const missing = await missingFiles(join(home, 'files'), await filesOfCases(database))
    return {
      facts: { applications: applications.checked },
      problems: [
        ...applications.problems,
        ...agreements.problems,
        ...looks.problems,
        ...files.problems,
        ...said,
        ...missing,
      ],
    }
  },
}
