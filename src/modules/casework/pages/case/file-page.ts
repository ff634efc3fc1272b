import { page } from '../../../../platform/http/index.ts'
import { sendFile } from '../../../../platform/files/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import { findAttachment } from '../../store/attachments.ts'
import { getApplicationView } from '../../use/get-application.ts'

/** A file of a case, for whoever may read the case. */
export const filePage = page('GET /cases/:application/files/:file', async (context) => {
  const item = await context.perform(getApplicationView, { application: context.parameters['application'] })
  const asked = item.files.find((each) => each.id === context.parameters['file'])
  const file = asked && (await findAttachment(context.database, item.id, asked.id))
  if (!file) throw new Refusal(general['not-found'])
  return sendFile(context.world.files, file)
})
