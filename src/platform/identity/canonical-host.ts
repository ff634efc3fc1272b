import type { MiddlewareHandler } from 'hono'

/**
 * Sends browsers that came by another spelling (127.0.0.1 for localhost, www.) to the one public address:
 * the provider sends people back there, and a cookie set under another host would be lost.
 * Only looks are redirected; health checks, the interface and posts of machines pass.
 */
export function canonicalHost(origin: string): MiddlewareHandler {
  const { host } = new URL(origin)
  return async (context, next) => {
    const asked = context.req.header('host')
    const look = context.req.method === 'GET' || context.req.method === 'HEAD'
    if (!asked || asked === host || !look || /^\/(api\/|healthz|readyz|metrics)/.test(context.req.path)) return next()
    const { pathname, search } = new URL(context.req.url)
    return context.redirect(origin + pathname + search, 302)
  }
}
