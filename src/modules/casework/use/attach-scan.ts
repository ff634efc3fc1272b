import { z } from 'zod'
import { cleanFileName, FILE_KINDS, notAccepted, type FileKind } from '../../../platform/files/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { general, pageChange, Refusal, useCase, type Call } from '../../../platform/use-case/index.ts'
import { refusal } from '../model/application.ts'
import { SCAN, SCAN_KINDS } from '../model/scan.ts'
import { getApplication } from '../store/applications.ts'
import { addAttachment, attachmentsOf, findUploadOf, recordUpload, vouchFiles } from '../store/attachments.ts'
import { theCase } from './get-application.ts'
import { ReceivedBytes } from './receive-file.ts'

/**
 * The paper itself beside what was typed from it, so that whoever decides reads the applicant's own hand. It is scanned
 * once the application has its number, which is written on the paper first.
 */
export const attachScan = useCase({
  name: 'casework.attach-scan',
  title: 'Attach the scan of a paper application to it, at the counter that took it in',
  at: 'POST /applications/{application}/scans',
  input: z.object({
    application: z.uuid(),
    name: z.string().max(300),
    /** As `POST /files` answered. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  output: z.object({ id: z.uuid() }),
  may: 'counter of application',
  records: {
    about: 'case',
    facts: z.object({ sha256: z.string(), size: z.int() }),
    readers: 'subject',
    line: 'scan-attached',
  },
  edits: theCase,
}).does(attach)

/** A scan that came with the form, was judged and kept: recorded as sent, and part of the case, at once. */
export const attachReceivedScan = pageChange(attachScan, {
  input: attachScan.input.extend({ received: ReceivedBytes }),
  needs: ['files', 'uploadedADay'],
}).does(async (call, tx) => {
  const { input, principal, world, now } = call
  await recordUpload(tx, principal.personId!, input.received, { files: world.files, most: world.uploadedADay, now })
  return attach(call, tx)
})

async function attach(
  {
    input,
    principal,
    now,
  }: Pick<Call<{ application: string; name: string; sha256: string }>, 'input' | 'principal' | 'now'>,
  tx: Tx,
) {
  const [application, sent] = await Promise.all([
    getApplication(tx, input.application),
    findUploadOf(tx, principal.personId!, input.sha256, now),
  ])
  if (application.channel !== 'paper') throw new Refusal(refusal['not-on-paper'])
  // the name of a file is no proof of having it
  if (!sent) throw new Refusal(general['not-found'])
  if (!SCAN_KINDS.some((kind: FileKind) => FILE_KINDS[kind].type === sent.type)) throw notAccepted(SCAN_KINDS)
  const { caseId } = application
  const facts = { sha256: input.sha256, size: sent.size }
  const same = (await attachmentsOf(tx, caseId)).find(({ field, sha256 }) => field === SCAN && sha256 === input.sha256)
  if (same) return { answer: { id: same.id }, subject: caseId, facts }
  const id = newId(now)
  await addAttachment(tx, caseId, {
    id,
    field: SCAN,
    name: cleanFileName(input.name),
    ...sent,
    sha256: input.sha256,
    addedAt: now,
  })
  await vouchFiles(tx, caseId, now)
  return { answer: { id }, subject: caseId, facts }
}
