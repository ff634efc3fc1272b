import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { EnvironmentFailure, readConfig } from '../platform/config/index.ts'
import { readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { projectRoot } from './project-root.ts'
import { MAPPED } from './supervise.ts'

const USAGE = 'Usage: darcha registry NAME [--port N]'

export const registry: Command = {
  help: `${USAGE}

Runs a demo register of the state as a process of its own on 127.0.0.1 until Ctrl-C: population, address, civil-registry, cadastre, tax,
court, health, medical-expertise, social-protection, pension-fund, vehicles, business-register, labour, notary.
Its data are made up from the demo people and always the same. The first line on stdout tells its address:
  {"ready":true,"name":"registers","url":"http://127.0.0.1:…"}
It is a member of the exchange with a key, a database and a log of its own (EXCHANGE_FOLDER/registers/NAME), and is asked by
the X-Road Message Protocol for REST: POST /r1/{instance}/{class}/{code}/NAME/evidence; listMethods and getOpenAPI tell the rest.
While it runs the members of the exchange find it at its own address (EXCHANGE_FOLDER/members).
  --port N   the port; without it a free one`,
  async run(args) {
    const { values, positionals } = readArguments(args, { port: { type: 'string', default: '0' } }, USAGE)
    const [name, ...more] = positionals
    if (name === undefined || more.length > 0) throw new WrongUsage(`name one register\n${USAGE}`)
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65535)
      throw new WrongUsage(`--port is "${values.port}"\n${USAGE}`)
    const file = join(projectRoot, 'dist', 'demo', 'registry.js')
    if (!existsSync(file)) throw new EnvironmentFailure('the demo registers are not built', 'run `npm run build`')
    const { exchangeFolder, home, country } = readConfig(projectRoot)
    return follow(file, {
      REGISTERS: name,
      PORT: values.port,
      EXCHANGE_FOLDER: process.env['EXCHANGE_FOLDER'] || (exchangeFolder ?? join(home, 'exchange')),
      PEOPLE_FILE: process.env['PEOPLE_FILE'] || resolve(projectRoot, 'country', country, 'people.yaml'),
    })
  },
}

/** Runs the register until it or we are told to end. */
function follow(file: string, environment: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, [...MAPPED, file], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  })
  const pass = (signal: NodeJS.Signals) => {
    child.kill(signal)
  }
  process.on('SIGINT', pass)
  process.on('SIGTERM', pass)
  return new Promise((resolve) =>
    child.on('exit', (code) => {
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      resolve(code === 0 ? exit.good : code === 2 ? exit.usage : exit.environment)
    }),
  )
}
