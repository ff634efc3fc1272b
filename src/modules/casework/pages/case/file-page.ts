import { page } from '../../../../platform/http/index.ts'
import { sendFile } from '../../../../platform/files/index.ts'
import { readCaseFile } from '../../use/read-case.ts'

/** A file of a case, for whoever may read the case. */
export const filePage = page('GET /cases/:application/files/:file', ['files'], async (context) => {
  const { application, file } = context.parameters
  // the documents of a case have pages of their own
  return sendFile(context.world.files, await context.perform(readCaseFile, { application, file: `attachment ${file}` }))
})
