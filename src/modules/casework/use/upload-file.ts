import { z } from 'zod'
import type { Tx } from '../../../platform/database/index.ts'
import {
  beginUpload,
  endUpload,
  findUpload,
  removeUpload,
  setReceived,
  takePiece,
  type Piece,
  type Upload,
} from '../../../platform/files/index.ts'
import { general, pageRead, pageStep, Refusal, type Call } from '../../../platform/use-case/index.ts'
import { checkQuota } from '../store/attachments.ts'
import { attachFile } from './attach-file.ts'

const OfUpload = z.object({ draft: z.string(), upload: z.string() })

/** Only who began an upload can go on with it; for all others it is not there. */
const hides = general['not-found']

/**
 * The upload of a draft, by its person. @throws Refusal not-found for another's, another draft's, one that is over or
 * was never there
 */
async function ownUpload(
  { input, principal, now }: Pick<Call<z.output<typeof OfUpload>>, 'input' | 'principal' | 'now'>,
  tx: Tx,
): Promise<Upload> {
  const upload = await findUpload(tx, input.upload, principal.personId!, now)
  if (!upload?.target.startsWith(`${input.draft}/`)) throw new Refusal(hides)
  return upload
}

/** Begins a file of a draft that arrives in pieces. @throws Refusal too-much-today, too-much-unfinished */
export const beginFile = pageStep(attachFile, {
  input: z.object({
    draft: z.string(),
    field: z.string(),
    name: z.string(),
    size: z.int(),
    sha256: z.string().nullable(),
  }),
  needs: ['uploadedADay'],
}).does(async ({ input, principal, world, now }, tx) => {
  const { draft, field, name, size, sha256 } = input
  const person = principal.personId!
  await checkQuota(tx, person, size, world.uploadedADay, now)
  return beginUpload(tx, { person, target: `${draft}/${field}`, name, size, sha256 }, now)
})

/** How far an upload is, and how it ended. */
export const readUpload = pageRead(attachFile, { input: OfUpload, hides }).reads(ownUpload)

/** Puts a piece that has arrived behind the rest. */
export const keepPiece = pageStep(attachFile, {
  input: OfUpload.extend({ offset: z.int(), piece: z.custom<Piece>() }),
  needs: ['unfinished'],
  hides,
}).does(({ input, principal, world, now }, tx) =>
  takePiece(tx, world.unfinished, { id: input.upload, person: principal.personId! }, input, now),
)

/** The file was refused for good: asked again, it is refused again. */
export const refuseFile = pageStep(attachFile, {
  input: OfUpload.extend({
    code: z.string(),
    parameters: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  hides,
}).does(async (call, tx) => {
  const { id } = await ownUpload(call, tx)
  await endUpload(tx, id, { refused: { code: call.input.code, parameters: call.input.parameters } })
})

/** The disk has lost the bytes: they come again from the beginning. */
export const beginFileAgain = pageStep(attachFile, { input: OfUpload, hides }).does(async (call, tx) => {
  const { id } = await ownUpload(call, tx)
  await setReceived(tx, id, 0, call.now)
})

/** The person thought better of it. What is part of the draft already is taken out on the page itself. */
export const giveUpFile = pageStep(attachFile, { input: OfUpload, hides }).does(async (call, tx) => {
  await removeUpload(tx, (await ownUpload(call, tx)).id)
})
