import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'

/** What a demo provider serves once its address is known. */
export interface Provider {
  listener: RequestListener
  /** Further facts for the ready line, such as other addresses. */
  facts?: Record<string, unknown>
  stop?(): Promise<void>
}

/**
 * Runs another party's system as a process of its own on 127.0.0.1: prints one line of JSON when it can serve,
 * ends on SIGTERM or SIGINT and when the process that started it is gone.
 * Environment: `PORT` (0 or absent: a free one), `PUBLIC_URL` (behind a proxy).
 * @param options.tls mutual TLS: only whoever shows a certificate of the exchange is answered
 * @param make told the public address, which an OpenID provider needs for its issuer
 */
export async function runProvider(
  name: string,
  make: (url: string) => Provider | Promise<Provider>,
  { tls }: { tls?: ServerOptions | undefined } = {},
): Promise<void> {
  let provider: Provider | undefined
  const listener: RequestListener = (request, response) => {
    if (provider) provider.listener(request, response)
    else response.writeHead(503).end()
  }
  const server = tls ? createSecureServer(tls, listener) : createServer(listener)
  const wanted = Number(process.env['PORT'] ?? 0)
  const port = await listen(server, wanted).catch((error: NodeJS.ErrnoException) => {
    process.stderr.write(
      `demo ${name}: can't listen on port ${wanted} (${error.code}): choose another PORT, with five free ones after it\n`,
    )
    process.exit(3)
  })
  const url = process.env['PUBLIC_URL'] ?? `${tls ? 'https' : 'http'}://127.0.0.1:${port}`
  provider = await make(url)
  endWithParent(async () => {
    server.closeAllConnections()
    server.close()
    await provider?.stop?.()
  })
  process.stdout.write(`${JSON.stringify({ ready: true, name, url, ...provider.facts })}\n`)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

// looked at as early as can be: a parent that is gone later has another number
const parent = process.ppid

function endWithParent(stop: () => Promise<void>): void {
  let ending = false
  const end = (): void => {
    if (ending) return
    ending = true
    void stop()
      .catch(() => undefined)
      .then(() => process.exit(0))
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  setInterval(() => {
    if (process.ppid !== parent) end()
  }, 500).unref()
}
