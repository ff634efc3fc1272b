import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { readConfig, type Config } from '../platform/config/index.ts'
import { EnvironmentFailure } from '../platform/config/index.ts'
import { clientAddress, proxyList } from '../platform/http/index.ts'
import { readArguments } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { composeInstance } from './compose.ts'
import { composeWeb } from './compose-web.ts'
import { projectRoot } from './project-root.ts'
import { reachDatabase } from './reach-database.ts'
import { endWithParent } from './supervise.ts'

const USAGE = 'Usage: darcha serve'

/** The public address of this instance, without a slash at its end. */
export const originOf = (config: Config, port = config.port): string =>
  (
    config.publicUrl ??
    `http://${config.host === '127.0.0.1' || config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`
  ).replace(/\/$/, '')

export const serve: Command = {
  summary: 'run the web server',
  help: `${USAGE}

Serves portal, desk, counter and interface on HOST and PORT until it is ended. The database must be at the newest schema (darcha migrate).
Any number may run side by side on one database. \`npm start\` runs it together with the rest.`,
  async run(args) {
    readArguments(args, {}, USAGE)
    const config = readConfig(projectRoot)
    const reached = await reachDatabase(config)
    const server = createServer()
    const port = await new Promise<number>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          new EnvironmentFailure(
            `can't listen on ${config.host}:${config.port} (${error.code})`,
            'choose another PORT',
          ),
        ),
      )
      server.listen(config.port, config.host, () => resolve((server.address() as AddressInfo).port))
    })
    const origin = originOf(config, port)
    const instance = await composeInstance({ config, database: reached.database, origin })
    const app = composeWeb(instance, origin)
    const proxies = proxyList(config.trustedProxies)
    server.on(
      'request',
      getRequestListener((request, environment) => {
        // who is at the other end, for the rate limit; a header of the client's own of that name says nothing
        const peer = (environment as { incoming?: { socket?: { remoteAddress?: string } } }).incoming?.socket
          ?.remoteAddress
        request.headers.set('x-darcha-peer', clientAddress(peer, request.headers.get('x-forwarded-for'), proxies))
        return app.fetch(request)
      }),
    )
    endWithParent(async () => {
      server.closeIdleConnections()
      const closed = new Promise((done) => server.close(done))
      setTimeout(() => server.closeAllConnections(), 2000).unref()
      await closed
      await reached.close()
    })
    process.stdout.write(`${JSON.stringify({ ready: true, name: 'web', url: origin })}\n`)
    return new Promise<number>(() => undefined).then(() => exit.good)
  },
}
