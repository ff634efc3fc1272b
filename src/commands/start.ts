import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { endLaunched, isRunning } from '../platform/database/index.ts'
import {
  DEMO_STANDS_FOR,
  readConfig,
  EnvironmentFailure,
  requireFolder,
  type Config,
} from '../platform/config/index.ts'
import { FIRST_ACCOUNTS, nameIn, readPeople } from '../platform/identity/index.ts'
import { readCountry, type Country } from '../platform/country/index.ts'
import { readArguments } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { holdHome } from './hold-home.ts'
import { readRunning, secretsOf, writeRunning } from './instance.ts'
import { listenFailure } from './listen-failure.ts'
import { progress } from './progress.ts'
import { projectRoot } from './project-root.ts'
import { reachDatabase } from './reach-database.ts'
import { originOf } from './origin-of.ts'
import { standInAnswers } from './stand-in.ts'
import { endWithParent, supervisor, type Part, type Supervisor } from './supervise.ts'

const USAGE = 'Usage: darcha start'

export const start: Command = {
  help: `${USAGE}

Starts (or adopts) the embedded database or uses DATABASE_URL, brings it to the newest schema, loads services and demo people, starts the
demo registers, identity, payment and mail providers (not with DARCHA_DEMO=0), the web server and the worker.
Safe to run again after Ctrl-C or a crash: the data stay. Ctrl-C stops all that it started.`,
  async run(args) {
    readArguments(args, {}, USAGE)
    const config = await withFreePort(withEffect(readConfig(projectRoot)))
    requireFolder(config.home)
    const shown = progress()
    const parts = supervisor()
    let close = async () => endLaunched()
    const end = endWithParent(async () => {
      await parts.stop()
      await close()
    })
    const forever = new Promise<never>(() => undefined)
    const unlessEnding = (error: unknown) => {
      if (end.asked()) return forever
      throw error
    }
    const reached = await shown.step(
      'database',
      () => reachDatabase(config, { direct: true }).catch(unlessEnding),
      ({ embedded }) => (embedded ? 'embedded PostgreSQL' : 'DATABASE_URL'),
    )
    close = reached.close
    try {
      if (reached.sessions) {
        const letGo = await holdHome(reached.database, config.home)
        if (!letGo) throw runsAlready(config)
        close = async () => {
          await letGo()
          await reached.close()
        }
        reached.keep()
      }
      const origin = originOf(config)
      // other people's systems need nothing of ours: they open meanwhile
      const opening = config.demo ? startDemo(config, origin, parts) : undefined
      // told where it is waited for
      opening?.catch(() => undefined)
      const entry = join(projectRoot, 'dist', 'main.js')
      const prepare = () =>
        parts.runToEnd({
          name: 'preparation of the database',
          run: [entry, 'prepare'],
          environment: { DATABASE_URL: reached.url, DARCHA_HOME: config.home },
        })
      const prepared = await prepare()
      // it has said why
      if (prepared !== exit.good) {
        await parts.stop()
        await close()
        return prepared
      }
      const country = readCountry(resolve(projectRoot, 'country', config.country))
      const { environment, demo } = opening
        ? await shown.step(
            'demo providers',
            () => opening,
            ({ demo: urls }) => Object.keys(urls).join(', '),
          )
        : { environment: {}, demo: {} }
      const own = {
        ...environment,
        DATABASE_URL: reached.url,
        DARCHA_HOME: config.home,
        PORT: String(config.port),
        HOST: config.host,
        DARCHA_DEMO: config.demo ? '1' : '0',
      }
      await shown.step('web server and worker', () =>
        Promise.all([
          parts.start({
            name: 'web server',
            run: [entry, 'serve'],
            environment: own,
            restart: true,
            ...(process.env['SPARE_SERVER'] ? { spare: process.env['SPARE_SERVER'] } : {}),
            standIn: { host: config.host, port: config.port, answer: standInAnswers(country, config.demo) },
          }),
          parts.start({ name: 'worker', run: [entry, 'work'], environment: own, restart: true }),
        ]),
      )
      onReload(parts, prepare)
      writeRunning(config.home, { url: origin, databaseUrl: reached.url, pid: process.pid, demo })
      tellAccounts(config, country, demo)
      process.stderr.write(`  ready after ${shown.total()}; Ctrl-C stops everything\n`)
      process.stdout.write(`Darcha is open: ${origin}\n`)
    } catch (error) {
      if (end.asked()) return forever
      await parts.stop()
      await close()
      throw error
    }
    return forever.then(() => exit.good)
  },
}

/** While it is worked on (`npm run dev`) whoever started this says what changed: code and texts come anew, state stays. */
function onReload(parts: Supervisor, publish: () => Promise<unknown>): void {
  const failed = (error: Error) => void process.stderr.write(`  ${error.message}\n`)
  // pages are open as soon as the web server is; the worker follows, one restart after another
  let following = Promise.resolve()
  process.on('message', async (said: { darcha?: string; services?: boolean }) => {
    if (said?.darcha !== 'reload') return
    try {
      if (said.services) await publish()
      await parts.restart('web server')
      following = following.then(() => parts.restart('worker')).then(() => undefined, failed)
    } catch (error) {
      failed(error as Error)
    }
    process.send?.({ darcha: 'reloaded' })
  })
}

/** @throws EnvironmentFailure for a setting in whose place the demonstration puts something of its own */
function withEffect(config: Config): Config {
  const idle = config.demo ? Object.keys(DEMO_STANDS_FOR).filter((name) => DEMO_STANDS_FOR[name]!(config)) : []
  if (idle.length > 0)
    throw new EnvironmentFailure(
      `${idle.join(', ')} ${idle.length === 1 ? 'has' : 'have'} no effect beside the demo providers`,
      'set DARCHA_DEMO=0, or leave it out',
    )
  return config
}

/** PORT=0 picks a free one, so that its number can be told to the providers before the web server listens. */
async function withFreePort(config: Config): Promise<Config> {
  if (config.demo && config.port + DEMO_PORTS > 65_535)
    throw new EnvironmentFailure(
      `the demo providers listen on the ${DEMO_PORTS} ports after PORT, and after ${config.port} there are fewer`,
      `choose a PORT up to ${65_535 - DEMO_PORTS}, or set DARCHA_DEMO=0`,
    )
  const before = readRunning(config.home)
  for (const until = Date.now() + PARTS_END; ; await pause(100)) {
    try {
      return { ...config, port: await freePort(config) }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // the parts of an instance that was killed notice within a second that it is gone
      if (code === 'EADDRINUSE' && before && !isRunning(before.pid) && Date.now() < until) continue
      if (code === 'EADDRINUSE' && before && isRunning(before.pid) && before.url === originOf(config))
        throw runsAlready(config)
      throw listenFailure(config, error)
    }
  }
}

/** How many ports after PORT the demo providers take. */
const DEMO_PORTS = 5
/** Milliseconds in which the parts of a killed instance end. */
const PARTS_END = 5000
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

function freePort({ port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(port, host, () => {
      const { port: found } = probe.address() as { port: number }
      probe.close(() => resolve(found))
    })
  })
}

function runsAlready({ home }: Config): EnvironmentFailure {
  const running = readRunning(home)
  return new EnvironmentFailure(
    `Darcha runs on ${home} already${running ? ` (process ${running.pid}): ${running.url}` : ''}`,
    'use that one, end it first, or set another DARCHA_HOME',
  )
}

/** Argument of Node for a process that does little: without it, what it needed while it began stays with it. */
const SMALL = '--max-semi-space-size=1'

/** Other people's systems, each a process of its own, the registers of one keeper together; ports are free ones unless the next four after PORT are. */
async function startDemo(config: Config, origin: string, parts: Supervisor) {
  const secrets = secretsOf(config.home)
  const exchange = config.exchangeFolder ?? join(config.home, 'exchange')
  const provider = (name: string): Part['run'] => [SMALL, join(projectRoot, 'dist', 'demo', `${name}.js`)]
  const people = { PEOPLE_FILE: resolve(projectRoot, 'country', config.country, 'people.yaml'), DATABASE_URL: '' }
  const register = (name: string, environment: Record<string, string>) =>
    parts.start({
      name,
      run: provider('registry'),
      restart: true,
      environment: { ...people, EXCHANGE_FOLDER: exchange, ...environment },
    })
  const { registers: all } = readCountry(resolve(projectRoot, 'country', config.country))
  const byKeeper = Map.groupBy(all, ({ id, keeper }) => (config.registersApart ? id : (keeper ?? id)))
  const [identity, payment, mail, registers] = await Promise.all([
    parts.start({
      name: 'demo identity provider',
      run: provider('identity'),
      restart: true,
      environment: {
        ...people,
        PORT: String(config.port + 1),
        CLIENT_SECRET: secrets.identityClientSecret,
        REDIRECT_URIS: `${origin}/callback`,
        AFTER_LOGOUT_URIS: `${origin}/`,
      },
    }),
    parts.start({
      name: 'demo payment provider',
      run: provider('payment'),
      restart: true,
      environment: {
        PORT: String(config.port + 2),
        MERCHANT_ENDPOINT: `${origin}/payments/provider`,
        MERCHANT_KEY: secrets.paymentKey,
        RETURN_ORIGIN: origin,
      },
    }),
    parts.start({
      name: 'demo mailbox',
      run: provider('mail'),
      restart: true,
      environment: { PORT: String(config.port + 3), SMTP_PORT: String(config.port + 5) },
    }),
    // the exchange finds each at its own address, so that any port will do
    Promise.all(
      [...byKeeper].map(([keeper, its], at) =>
        register(`demo registers of ${keeper}`, {
          REGISTERS: its.map(({ id }) => id).join(','),
          PORT: at === 0 ? String(config.port + 4) : '0',
        }),
      ),
    ),
  ])
  const [first] = registers
  return {
    demo: { identity: identity.url!, payment: payment.url!, mailbox: mail.url!, registers: first!.url! },
    environment: {
      DARCHA_IDENTITY_ISSUER: identity.url!,
      DARCHA_IDENTITY_CLIENT_SECRET: secrets.identityClientSecret,
      DARCHA_PAYMENT_URL: payment.url!,
      DARCHA_PAYMENT_KEY: secrets.paymentKey,
      DARCHA_REGISTERS_URL: first!.url!,
      DARCHA_EXCHANGE_FOLDER: exchange,
      DARCHA_SMTP_URL: (mail as unknown as { smtp: string }).smtp,
      DARCHA_SMS_URL: `${mail.url!}/sms`,
      DARCHA_TELEGRAM_URL: `${mail.url!}/telegram`,
      DARCHA_TELEGRAM_CHAT: `${mail.url!}/chat`,
      DARCHA_TELEGRAM_TOKEN: `1:${secrets.botKey}`,
      DARCHA_TELEGRAM_BOT: 'darcha_demo_bot',
    },
  }
}

/** The accounts to begin with, each with what it is; of the others how many there are and where they are named. */
function tellAccounts(config: Config, country: Country, demo: Record<string, string>): void {
  if (!config.demo) return
  const people = readPeople(join(country.folder, 'people.yaml')).filter((person) => person.persona)
  const first = FIRST_ACCOUNTS.flatMap((persona) => people.find((person) => person.persona === persona) ?? [])
  const rows = first.map(({ persona, name, roles, organisations }) => {
    const [role] = roles
    return [
      persona!,
      nameIn(name, 'en'),
      role
        ? `${role.role}, ${country.displayName(role.body, 'en')}`
        : organisations[0]
          ? nameIn(organisations[0].name, 'en')
          : '',
    ]
  })
  const [persona, name] = [0, 1].map((at) => Math.max(...rows.map((row) => row[at]!.length))) as [number, number]
  const lines = rows.map((row) => `    ${row[0]!.padEnd(persona)}  ${row[1]!.padEnd(name)}  ${row[2]}`.trimEnd())
  process.stderr.write(
    `\n  Demo accounts (choose one at "Sign in"; no passwords, all made up):\n${lines.join('\n')}\n    and ${people.length - first.length} more: npx darcha token --list\n  Letters, short messages and those of the bot: ${demo['mailbox']}\n\n`,
  )
}
