import { Readable } from 'node:stream'
import type { FileStore } from './file-store.ts'

export interface SentFile {
  sha256: string
  name: string
  type: string
  size?: number
}

/**
 * A download. What people uploaded is never shown within our pages: the browser is told to save it, to believe the type
 * and to run nothing.
 */
export async function sendFile(store: FileStore, file: SentFile): Promise<Response> {
  return download(Readable.toWeb(await store.get(file.sha256)) as ReadableStream<Uint8Array>, file)
}

/** The same for a file that was made just now and is stored nowhere. */
export const sendBytes = (bytes: Uint8Array, file: Pick<SentFile, 'name' | 'type'>): Response =>
  download(new Uint8Array(bytes), { ...file, size: bytes.length })

function download(
  body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>,
  file: Omit<SentFile, 'sha256'>,
): Response {
  const plain = file.name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  return new Response(body, {
    headers: {
      'content-type': file.type,
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      ...(file.size === undefined ? {} : { 'content-length': String(file.size) }),
    },
  })
}
