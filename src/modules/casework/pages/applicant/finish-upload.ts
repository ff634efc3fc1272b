import type { CompiledField } from '../../../../kernel/forms/index.ts'
import {
  ALL_KINDS,
  FILE_KINDS,
  fileRefusal,
  judgeFile,
  type FileKind,
  type ReceivedFile,
  type Upload,
} from '../../../../platform/files/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import { attachReceived } from '../../use/attach-file.ts'
import { dropRefused } from '../../use/receive-file.ts'
import { beginFileAgain, readUpload, refuseFile } from '../../use/upload-file.ts'

/** Takes away what was kept of a request and is part of nothing now, whatever came between. */
export async function dropIfRefused(
  { perform }: PageContext,
  files: readonly Pick<ReceivedFile, 'isNew' | 'sha256'>[],
): Promise<void> {
  for (const { isNew, sha256 } of files) if (isNew) await perform(dropRefused, { sha256 })
}

/** A file that was received and judged becomes part of the draft. @param upload by which it came in pieces */
export async function attach(
  { perform }: PageContext,
  draft: string,
  field: CompiledField,
  { name, sha256, type, size }: Omit<ReceivedFile, 'field' | 'isNew' | 'kind'>,
  upload?: string,
): Promise<void> {
  await perform(
    attachReceived,
    { draft, field: field.id, name, sha256, received: { sha256, type, size }, ...(upload ? { upload } : {}) },
    upload && `upload ${upload}`,
  )
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
  const { perform, world } = context
  const { draft, field } = to
  const named = { draft, upload: upload.id }
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
    const current = await perform(readUpload, named)
    if (current.outcome) return finishUpload(context, current, to)
    await perform(beginFileAgain, named)
    return 0
  }
  try {
    if (staged.size !== upload.size || (upload.sha256 && staged.sha256 !== upload.sha256))
      throw new Refusal(fileRefusal.damaged, { parameters: { name: upload.name } })
    const kind = await judgeFile(staged.path, upload.name, {
      accept: (field.accept ?? ALL_KINDS) as readonly FileKind[],
      scan: world.scan,
    })
    const kept = await staged.keep()
    try {
      await attach(context, draft, field, { name: upload.name, type: FILE_KINDS[kind].type, ...kept }, upload.id)
    } finally {
      await dropIfRefused(context, [kept])
    }
  } catch (error) {
    await staged.drop()
    if (!(error instanceof Refusal) || error.kind.status >= 500 || !error.kind.code.startsWith('files.')) throw error
    const { parameters } = error
    await perform(refuseFile, { ...named, code: error.kind.code.slice('files.'.length), parameters })
    await world.unfinished.drop(upload.id)
    throw error
  }
  await world.unfinished.drop(upload.id)
  return upload.size
}
