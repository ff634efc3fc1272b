import { readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { takesGzip } from '../platform/http/index.ts'
import { projectRoot } from './project-root.ts'

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

/** Stylesheet and islands, read once: there are few and they are small. */
export function mountAssets(app: Hono): void {
  const kept = new Map<string, { body: Buffer; compressed: Buffer; etag: string }>()
  app.get('/assets/:file', (context) => {
    const name = context.req.param('file')
    const type = TYPES[name.split('.').at(-1) ?? '']
    const path = join(projectRoot, 'dist', 'assets', name)
    if (!type || !/^[\w.-]+$/.test(name) || !existsSync(path)) return context.notFound()
    let asset = kept.get(name)
    if (!asset) {
      const body = readFileSync(path)
      kept.set(
        name,
        (asset = {
          body,
          compressed: gzipSync(body, { level: 9 }),
          etag: createHash('sha256').update(body).digest('base64url').slice(0, 16),
        }),
      )
    }
    const zipped = takesGzip(context.req.header('accept-encoding'))
    // each encoding is a representation of its own, with its own tag (RFC 9110, 8.8.3.3)
    const etag = `"${asset.etag}${zipped ? '-gzip' : ''}"`
    const headers = {
      'content-type': type,
      etag,
      'cache-control': 'public, max-age=300',
      vary: 'accept-encoding',
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    }
    return context.req.header('if-none-match') === etag
      ? new Response(null, { status: 304, headers })
      : new Response(new Uint8Array(zipped ? asset.compressed : asset.body), { headers })
  })
}
