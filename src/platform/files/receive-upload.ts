import { once } from 'node:events'
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import { general, Refusal } from '../use-case/index.ts'
import { cleanFileName } from './clean-file-name.ts'
import { FILE_KINDS, type FileKind } from './file-kinds.ts'
import type { FileStore, StagedFile } from './file-store.ts'
import { judgeFile, type FileRules } from './judge-file.ts'
import { refusal } from './refusals.ts'

export interface UploadLimits extends FileRules {
  /** Bytes of one file. */
  fileBytes: number
  /** Files of one request; 10 unless said. */
  files?: number
}

/** A file that was received, judged and stored. */
export interface ReceivedFile {
  field: string
  name: string
  type: string
  kind: FileKind
  size: number
  sha256: string
  /** The bytes were not in the store before. */
  isNew: boolean
}

export interface ReceivedForm {
  /** The small fields of the form. */
  fields: URLSearchParams
  files: ReceivedFile[]
}

interface Arrived {
  field: string
  name: string
  staged: StagedFile
}

/** Names, boundaries and small fields of a form with files. */
const OTHER_BYTES = 2_000_000

/**
 * Receives `multipart/form-data` as a stream: files go straight to the disk and memory stays level. Either all files of
 * the request
 * are kept or none. A browser sends an empty part for a field without a file: it is passed over.
 * @throws Refusal when anything is too large, too many, of the wrong kind, damaged or harmful, or the disk is full
 */
export async function receiveUpload(request: Request, store: FileStore, limits: UploadLimits): Promise<ReceivedForm> {
  const most = limits.files ?? 10
  const total = limits.fileBytes * most + OTHER_BYTES
  const type = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data\s*;/i.test(type) || !request.body) throw new Refusal(general['wrong-media-type'])
  if (Number(request.headers.get('content-length') ?? 0) > total) throw tooLarge(limits)

  const fields = new URLSearchParams()
  const arriving: Promise<Arrived | undefined>[] = []
  const streams: BusboyFileStream[] = []
  try {
    let busboy: BusboyInstance
    try {
      busboy = new Busboy({
        headers: { 'content-type': type },
        limits: {
          fileSize: limits.fileBytes,
          files: most,
          fields: 1_000,
          parts: 1_000 + most,
          fieldSize: 100_000,
          headerPairs: 50,
        },
      })
    } catch {
      throw new Refusal(general['unreadable-request'])
    }
    let refused: Refusal | undefined
    busboy.on('field', (name, value, nameCut, valueCut) => {
      if (nameCut || valueCut) refused ??= new Refusal(general['too-large'])
      else fields.append(name, value)
    })
    busboy.on('file', (field, stream, name) => {
      streams.push(stream)
      // told to whoever reads it; without a reader it must not end the process
      stream.on('error', () => undefined)
      const item = stage(store, field, name, stream, limits)
      item.catch(() => undefined)
      arriving.push(item)
    })
    busboy.on('filesLimit', () => {
      refused ??= new Refusal(refusal['too-many'], { parameters: { most } })
    })
    for (const event of ['fieldsLimit', 'partsLimit'] as const)
      busboy.on(event, () => {
        refused ??= new Refusal(general['too-large'])
      })
    await feed(busboy, request.body, total, limits)
    const arrived = (await Promise.all(arriving)).filter((candidate) => candidate !== undefined)
    if (refused) throw refused
    return { fields, files: await keepAll(arrived, limits) }
  } catch (error) {
    // ends the files that were still coming when the request broke off, so that none waits for ever
    for (const stream of streams) stream.destroy(error as Error)
    for (const settled of await Promise.allSettled(arriving))
      if (settled.status === 'fulfilled') await settled.value?.staged.drop()
    throw error
  }
}

/** Reads to the end also when a file is refused: a browser shows no answer to a request it could not finish. */
async function feed(
  busboy: BusboyInstance,
  body: ReadableStream<Uint8Array>,
  total: number,
  limits: UploadLimits,
): Promise<void> {
  const finished = new Promise<void>((done, fail) => {
    busboy.once('finish', done)
    busboy.once('error', () => fail(new Refusal(general['unreadable-request'])))
  })
  finished.catch(() => undefined)
  let size = 0
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > total) throw tooLarge(limits)
    if (!busboy.write(chunk)) await Promise.race([once(busboy, 'drain'), finished])
  }
  busboy.end()
  await finished
}

async function stage(
  store: FileStore,
  field: string,
  given: string | undefined,
  stream: BusboyFileStream,
  limits: UploadLimits,
): Promise<Arrived | undefined> {
  let staged: StagedFile
  try {
    staged = await store.stage(stream as AsyncIterable<Uint8Array>)
  } catch (error) {
    stream.resume()
    throw error
  }
  if (stream.truncated || staged.size > limits.fileBytes) {
    await staged.drop()
    throw tooLarge(limits, field)
  }
  if (staged.size > 0) return { field, name: cleanFileName(given ?? ''), staged }
  await staged.drop()
  if (given)
    throw new Refusal(refusal.empty, {
      parameters: { name: cleanFileName(given) },
      problems: [{ path: field, text: refusal.empty.text, parameters: { name: cleanFileName(given) } }],
    })
  return undefined
}

async function keepAll(arrived: readonly Arrived[], limits: UploadLimits): Promise<ReceivedFile[]> {
  const kinds: FileKind[] = []
  for (const { field, name, staged } of arrived) {
    try {
      kinds.push(await judgeFile(staged.path, name, limits))
    } catch (error) {
      throw error instanceof Refusal
        ? new Refusal(error.kind, {
            parameters: error.parameters,
            problems: [{ path: field, text: error.kind.text, parameters: error.parameters }],
          })
        : error
    }
  }
  const kept: ReceivedFile[] = []
  for (const [at, { field, name, staged }] of arrived.entries()) {
    const kind = kinds[at]!
    kept.push({ field, name, kind, type: FILE_KINDS[kind].type, ...(await staged.keep()) })
  }
  return kept
}

export function tooLarge(limits: Pick<UploadLimits, 'fileBytes'>, field?: string): Refusal {
  const parameters = { limit: Math.max(1, Math.floor(limits.fileBytes / 1_000_000)) }
  return new Refusal(refusal['too-large'], {
    parameters,
    ...(field === undefined ? {} : { problems: [{ path: field, text: refusal['too-large'].text, parameters }] }),
  })
}
