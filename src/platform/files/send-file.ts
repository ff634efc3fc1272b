import { Readable } from 'node:stream'
import type { FileStore } from './file-store.ts'

export interface SentFile { sha256: string; name: string; type: string; size?: number }

/**
 * A download. What people uploaded is never shown within our pages: the browser is told to save it, to believe the type and to run nothing.
 */
export async function sendFile(store: FileStore, file: SentFile): Promise<Response> {
  const stream = await store.get(file.sha256)
  const plain = file.name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
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
