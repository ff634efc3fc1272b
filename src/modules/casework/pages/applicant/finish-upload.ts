import type { CompiledField } from '../../../../kernel/forms/index.ts'
import {
  ALL_KINDS,
  endUpload,
  FILE_KINDS,
  fileRefusal,
  findUpload,
  judgeFile,
  setReceived,
  type FileKind,
  type ReceivedFile,
  type Upload,
  type UploadOutcome,
} from '../../../../platform/files/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import { attachFile } from '../../use/attach-file.ts'
import { recordUpload } from '../../store/attachments.ts'

/** A file that was received and judged becomes part of the draft. @returns id of the attachment */
export async function attachReceived(
  context: PageContext,
  draft: string,
  field: CompiledField,
  file: Omit<ReceivedFile, 'field' | 'kind'>,
  key?: string,
): Promise<string> {
  await recordUpload(context.database, context.principal.personId!, file, context.now)
  return (await context.perform(attachFile, { draft, field: field.id, name: file.name, sha256: file.sha256 }, key)).id
}

/**
 * The last byte of an upload has arrived: the file is judged by the same rules as one sent with the form, and becomes
 * part of the draft.
 * It may be asked any number of times, also by two servers at once: the file is attached once, and a refusal stays a
 * refusal.
 * @returns how many bytes are there: fewer than all when the disk has lost them
 * @throws Refusal of the file; scanner-away and no-room can be tried again, all others are for good
 */
export async function finishUpload(
  context: PageContext<'files' | 'scan' | 'unfinished'>,
  upload: Upload,
  to: { draft: string; field: CompiledField },
): Promise<number> {
  const { database, world } = context
  const { draft, field } = to
  const { outcome } = upload
  if (outcome) {
    if ('file' in outcome) return upload.size
    throw new Refusal(fileRefusal[outcome.refused.code as keyof typeof fileRefusal], {
      parameters: outcome.refused.parameters,
    })
  }
  const staged = await world.files.stage(world.unfinished.read(upload.id)).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!staged) {
    // the other server was done first and took the bytes away, or they are lost and must come again
    const current = await findUpload(database, upload.id, upload.person, context.now)
    if (current?.outcome) return finishUpload(context, current, to)
    await setReceived(database, upload.id, 0, context.now)
    return 0
  }
  let ended: UploadOutcome
  try {
    if (staged.size !== upload.size || (upload.sha256 && staged.sha256 !== upload.sha256))
      throw new Refusal(fileRefusal.damaged, { parameters: { name: upload.name } })
    const kind = await judgeFile(staged.path, upload.name, {
      accept: (field.accept ?? ALL_KINDS) as readonly FileKind[],
      scan: world.scan,
    })
    const kept = await staged.keep()
    ended = {
      file: await attachReceived(
        context,
        draft,
        field,
        { name: upload.name, type: FILE_KINDS[kind].type, ...kept },
        `upload ${upload.id}`,
      ),
    }
  } catch (error) {
    await staged.drop()
    if (!(error instanceof Refusal) || error.kind.status >= 500 || !error.kind.code.startsWith('files.')) throw error
    await end({ refused: { code: error.kind.code.slice('files.'.length), parameters: error.parameters } })
    throw error
  }
  await end(ended)
  return upload.size

  async function end(outcome: UploadOutcome): Promise<void> {
    await endUpload(database, upload.id, outcome)
    await world.unfinished.drop(upload.id)
  }
}
