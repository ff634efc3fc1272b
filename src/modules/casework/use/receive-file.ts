import { z } from 'zod'
import { pageRead, pageStep } from '../../../platform/use-case/index.ts'
import { checkQuota, dropUnclaimed, recordUpload } from '../store/attachments.ts'

/** The bytes of a file: anybody who is signed in may send them; they are part of nothing yet. */
const sendFile = {
  name: 'casework.receive-file',
  title: 'Send the bytes of a file',
  input: z.object({}),
  output: z.unknown(),
  may: 'signed in',
} as const

/** Whether the person may send more bytes today, asked before they come. @throws Refusal too-much-today */
export const askForRoom = pageRead(sendFile, {
  input: z.object({ bytes: z.number() }),
  needs: ['uploadedADay'],
}).reads(({ input, principal, world, now }, tx) =>
  checkQuota(tx, principal.personId!, input.bytes, world.uploadedADay, now),
)

/** What a person sent, and what it was found to be. */
export const ReceivedBytes = z.object({ sha256: z.string(), type: z.string(), size: z.number() })

/** Remembers bytes that were received, judged and kept. @throws Refusal too-much-today */
export const recordFile = pageStep(sendFile, { input: ReceivedBytes, needs: ['files', 'uploadedADay'] }).does(
  ({ input, principal, world, now }, tx) =>
    recordUpload(tx, principal.personId!, input, { files: world.files, most: world.uploadedADay, now }),
)

/** Takes bytes away that were kept and then refused: nobody is remembered to have sent them, so nothing may name them. */
export const dropRefused = pageStep(sendFile, { input: z.object({ sha256: z.string() }), needs: ['files'] }).does(
  ({ input, world }, tx) => dropUnclaimed(tx, world.files, input.sha256),
)
