import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { general, Refusal } from '../use-case/index.ts'
import { cleanFileName } from './clean-file-name.ts'
import { tooLarge } from './receive-upload.ts'

/** A file of a form that is read at once and kept nowhere. */
export interface FileInMemory {
  name: string
  bytes: Uint8Array
}

/** Names, boundaries and the texts that stand beside the files. */
const TEXT_BYTES = 9_000_000
const FILES_AT_MOST = 4

/**
 * Receives a form with small files whose content is read now and whose bytes nobody needs afterwards. Memory is bounded
 * by the limits; a field without a file is not among `files`.
 * @param limits.fileBytes of one file
 * @returns what was received; `refused` says what of it is too large, so that a page can keep what was typed beside it
 * @throws Refusal when it is no such form, is broken, or is too large altogether
 */
export async function receiveInMemory(
  request: Request,
  limits: { fileBytes: number },
): Promise<{ fields: URLSearchParams; files: Map<string, FileInMemory>; refused: Refusal | undefined }> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data\s*;/i.test(type) || !request.body) throw new Refusal(general['wrong-media-type'])
  const total = FILES_AT_MOST * limits.fileBytes + TEXT_BYTES
  const fields = new URLSearchParams()
  const files = new Map<string, FileInMemory>()
  let busboy: BusboyInstance
  try {
    busboy = new Busboy({
      headers: { 'content-type': type },
      limits: {
        fileSize: limits.fileBytes,
        files: FILES_AT_MOST,
        fields: 100,
        parts: 100 + FILES_AT_MOST,
        fieldSize: TEXT_BYTES,
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
    const parts: Buffer[] = []
    stream.on('error', () => undefined)
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('limit', () => {
      refused ??= tooLarge(limits, field)
    })
    stream.on('end', () => {
      if (parts.length > 0) files.set(field, { name: cleanFileName(name ?? ''), bytes: Buffer.concat(parts) })
    })
  })
  for (const event of ['fieldsLimit', 'partsLimit', 'filesLimit'] as const)
    busboy.on(event, () => {
      refused ??= new Refusal(general['too-large'])
    })
  const finished = new Promise<void>((done, fail) => {
    busboy.once('finish', done)
    busboy.once('error', () => fail(new Refusal(general['unreadable-request'])))
  })
  finished.catch(() => undefined)
  let size = 0
  // read to the end also when it is refused: a browser shows no answer to a request that it could not finish
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > total) throw tooLarge(limits)
    busboy.write(chunk)
  }
  busboy.end()
  await finished
  return { fields, files, refused }
}
