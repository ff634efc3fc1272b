import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describeModule } from '../module/index.ts'
import { checkFiles } from './check-files.ts'
import { openFiles } from './file-store.ts'
import { forgetUploads, scheduleUploadForgetting } from './forget-uploads.ts'
import { scanByClamd } from './scan-by-clamd.ts'
import { scheduleStoreSweep, sweepStore } from './sweep-store.ts'
import { openUnfinished } from './unfinished-files.ts'

/** Files by their content, and those on their way in. */
export const filesModule = describeModule({
  name: 'files',
  needs: ['fileHolders'],
  gives: ['files', 'scan', 'unfinished', 'uploadBytes', 'uploadedADay'],
  furnishes: ({ config }) => ({
    files: openFiles(join(config.home, 'files')),
    unfinished: openUnfinished(join(config.home, 'files', 'unfinished')),
    uploadBytes: config.limits.upload,
    uploadedADay: config.limits.uploadedADay,
    scan: config.clamd ? scanByClamd(config.clamd) : undefined,
  }),
  verifies: {
    records: [
      {
        name: 'files',
        async check(_database, home) {
          const folder = join(home, 'files')
          if (!existsSync(folder)) return undefined
          const { files, problems } = await checkFiles(folder)
          return { facts: { files }, problems }
        },
      },
    ],
  },
  jobs: ({ database, clock }, { unfinished, files, fileHolders }) => [
    forgetUploads(database, unfinished, clock),
    sweepStore(database, files, fileHolders, clock),
  ],
  schedules: [scheduleUploadForgetting, scheduleStoreSweep],
})
