import { general, Refusal } from '../use-case/index.ts'

/**
 * What tus 1.0.0 (https://tus.io/protocols/resumable-upload) says in headers. Of its extensions: creation, termination,
 * expiration.
 * `docs/decisions` (uploads by tus) says why this and not the IETF's draft.
 */
const VERSION = '1.0.0'
const PIECE_TYPE = 'application/offset+octet-stream'

/** Headers every answer carries. */
export const tusHeaders = (
  more: { offset?: number; length?: number; expiresAt?: string; location?: string } = {},
): Record<string, string> => ({
  'tus-resumable': VERSION,
  'tus-version': VERSION,
  'tus-extension': 'creation,termination,expiration',
  'cache-control': 'no-store',
  ...(more.offset === undefined ? {} : { 'upload-offset': String(more.offset) }),
  ...(more.length === undefined ? {} : { 'upload-length': String(more.length) }),
  ...(more.expiresAt === undefined ? {} : { 'upload-expires': new Date(more.expiresAt).toUTCString() }),
  ...(more.location === undefined ? {} : { location: more.location }),
})

/**
 * Speaks our version, from our own pages. The version's header is one no form can send and no other site may, for we
 * answer no preflight:
 * that is the guard against cross-site requests; the origin is looked at as well.
 * @throws Refusal cross-site, wrong-version
 */
export function checkTus(request: Request, origin: string): void {
  const from = request.headers.get('origin')
  if (from !== null && from !== origin) throw new Refusal(general['cross-site'])
  if (request.headers.get('tus-resumable') !== VERSION) throw new Refusal(general['changed-meanwhile'])
}

/** A count of bytes in a header. @throws Refusal unreadable-request when it is absent or no count */
export function bytesOf(request: Request, header: 'upload-length' | 'upload-offset'): number {
  const given = request.headers.get(header) ?? ''
  if (!/^\d{1,15}$/.test(given)) throw new Refusal(general['unreadable-request'])
  return Number(given)
}

/** @throws Refusal wrong-media-type */
export function checkPieceType(request: Request): void {
  if (request.headers.get('content-type') !== PIECE_TYPE) throw new Refusal(general['wrong-media-type'])
}

/** `Upload-Metadata: filename cGFzc3BvcnQucGRm,field c2Nhbg==`. @throws Refusal unreadable-request */
export function metadataOf(request: Request): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const pair of (request.headers.get('upload-metadata') ?? '').slice(0, 4000).split(',')) {
    const [name, value = '', more] = pair.trim().split(' ')
    if (!name) continue
    if (more !== undefined || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw new Refusal(general['unreadable-request'])
    try {
      found.set(name, new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'base64')))
    } catch {
      throw new Refusal(general['unreadable-request'])
    }
  }
  return found
}
