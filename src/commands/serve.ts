import { readConfig, type Config } from '../platform/config/index.ts'
import { findMigrations, outliveFailures, REQUEST_LIMITS, requireSchema } from '../platform/database/index.ts'
import { clientAddress, listenerOf, openServer, networkList, type OpenServer } from '../platform/http/index.ts'
import { readArguments } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { followCalendar } from '../platform/country/index.ts'
import { composeInstance } from './compose.ts'
import { composeWeb } from './compose-web.ts'
import { handedPort, isPortHanded, leavePort } from './handed-port.ts'
import { listenFailure } from './listen-failure.ts'
import { projectRoot } from './project-root.ts'
import { refuseDemoData } from './refuse-demo-data.ts'
import { originOf } from './origin-of.ts'
import { reachDatabase } from './reach-database.ts'
import { endWithParent } from './supervise.ts'

const USAGE = 'Usage: darcha serve'

export const serve: Command = {
  help: `${USAGE}

Serves portal, desk, counter and interface on HOST and PORT until it is ended. The database must be at the newest schema (darcha migrate).
Any number may run side by side on one database. \`npm start\` runs it together with the rest.`,
  async run(args) {
    readArguments(args, {}, USAGE)
    const handed = isPortHanded()
    const config = readConfig(projectRoot)
    // somebody else answers meanwhile; who starts by itself says "come again" from its first moment
    const ready = handed ? await compose(config, originOf(config)) : undefined
    const server = await listen(config, handed).catch(async (error: unknown) => {
      await ready?.reached.close()
      throw error
    })
    const proxies = networkList(config.trustedProxies)
    const origin = originOf(config, server.port)
    const { app, reached } =
      ready ??
      (await compose(config, origin).catch(async (error: unknown) => {
        await server.stop()
        throw error
      }))
    server.answerBy(
      listenerOf((request, { socket }) => {
        // who is at the other end, for the rate limit; a header of the client's own of that name says nothing
        request.headers.set(
          'x-darcha-peer',
          clientAddress(socket?.remoteAddress, request.headers.get('x-forwarded-for'), proxies),
        )
        return app.fetch(request)
      }),
    )
    endWithParent(async () => {
      await server.stop()
      await reached.close()
    })
    process.stdout.write(`${JSON.stringify({ ready: true, name: 'web', url: origin })}\n`)
    return new Promise<number>(() => undefined).then(() => exit.good)
  },
}

async function listen(config: Config, handed: boolean): Promise<OpenServer> {
  const { host, port } = config
  const listening = handed ? await handedPort() : undefined
  try {
    return await openServer({ host, port, listening, ...(handed ? { left: leavePort } : {}) })
  } catch (error) {
    throw listenFailure(config, error)
  }
}

async function compose(config: Config, origin: string) {
  const reached = await reachDatabase(config, { limits: REQUEST_LIMITS })
  try {
    await requireSchema(reached.database, findMigrations(projectRoot))
    await refuseDemoData(reached.database, config)
    const instance = await composeInstance({ config, database: reached.database, origin })
    outliveFailures(instance.log)
    followCalendar(reached.database, instance.country)
    return { reached, app: composeWeb(instance, origin) }
  } catch (error) {
    await reached.close()
    throw error
  }
}
