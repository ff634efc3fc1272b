import { join } from 'node:path'
import { checkRows } from '../../platform/audit/index.ts'
import { missingFiles } from '../../platform/files/index.ts'
import { describeModule, type Foundation } from '../../platform/module/index.ts'
import { signingAuthority } from '../../platform/sign/index.ts'
import { effectHandlers } from '../process/index.ts'
import { isPdf, judgeCode, judgePdf } from './model/judge-file.ts'
import { prepareEffect, signEffect } from './model/effects.ts'
import { issued, prepared, withdrawn } from './model/events.ts'
import { judgeSigned } from './model/judge-signed.ts'
import { renderReceipt, type ReceiptContent } from './model/render-receipt.ts'
import { renderSample, type SampleContent } from './model/render-sample.ts'
import { renderer } from './model/renderer.ts'
import { documentsRights } from './rights.ts'
import { filesHeld, filesOfResults, RESULT_DIGEST } from './store/results.ts'
import { checkResult } from './use/check-result.ts'
import { getResultFile } from './use/get-result-file.ts'
import { listResults } from './use/list-results.ts'

const voiceOf = ({ config, texts, country, origin }: Foundation) => ({
  texts,
  timeZone: country.timeZone,
  origin,
  demo: config.demo,
})

/** Documents that prove themselves: made, signed, checked. */
export const documentsModule = describeModule({
  name: 'documents',
  about: 'Documents that were issued, and checking one by its code.',
  uses: ['process'],
  needs: ['authority', 'contentOfResult', 'engine', 'events', 'files', 'whoseCases'],
  gives: ['drawing', 'drawReceipt', 'drawSample', 'judgeSigned'],
  furnishes(foundation, { authority, files }) {
    const drawing = renderer(foundation.root)
    return {
      drawing,
      drawReceipt: (content: ReceiptContent) => renderReceipt(drawing, voiceOf(foundation), content),
      drawSample: (content: SampleContent, at: string) => renderSample(drawing, voiceOf(foundation), content, at),
      judgeSigned: judgeSigned(
        files,
        foundation.config.demo
          ? async () => {
              const by = await authority()
              return { roots: [by.root], crl: [await by.revocationList()] }
            }
          : undefined,
      ),
    }
  },
  useCases: [checkResult, listResults, getResultFile],
  rights: documentsRights,
  events: [prepared, issued, withdrawn],
  async jobs(foundation, { authority, contentOfResult, drawing, engine, events, files }, closing) {
    closing(() => drawing.close())
    const parts = {
      ...voiceOf(foundation),
      ...contentOfResult,
      clock: foundation.clock,
      events,
      files,
      renderer: drawing,
      officialName: (office: string) => foundation.country.displayName(office, foundation.country.languages.first),
      authority: await signingAuthority(foundation.config, authority),
    }
    return effectHandlers(engine, [prepareEffect(foundation.database, parts), signEffect(foundation.database, parts)])
  },
  holdsFiles: filesHeld,
  verifies: {
    files: [{ kind: 'pdf', last: true, recognises: isPdf, judge: judgePdf }],
    codes: [{ kind: 'result', judge: judgeCode }],
    records: [
      {
        name: 'results',
        async check(database, home) {
          const rows = await checkRows(
            database,
            'result',
            `select case_id as subject, 'result ' || code as row, ${RESULT_DIGEST} as digest from documents.result where status <> 'draft'`,
          )
          const missing = await missingFiles(join(home, 'files'), await filesOfResults(database))
          return { facts: { results: rows.checked }, problems: [...rows.problems, ...missing] }
        },
      },
    ],
  },
})
