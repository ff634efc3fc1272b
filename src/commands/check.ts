import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { checkService, demoParts, type CheckParts, type ServiceCheck } from '../modules/catalogue/index.ts'
import { readCountry } from '../platform/country/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { onlyCountry } from '../platform/config/index.ts'
import { projectRoot } from './project-root.ts'

const USAGE = 'Usage: darcha check [PATH…] [--country ID] [--json]'

/** `darcha check`: looks whether services are whole, and runs their examples. */
export const check: Command = {
  help: `${USAGE}

Looks at each service folder as a whole: passport, process, rules, form and texts are there in every language and fit together;
every body, register, decision and law that is named exists; then its examples are run in virtual time, without a database.

  PATH          a service's folder, or a folder that holds such folders; default: services/
  --country ID  the country pack whose calendar and bodies hold; default: COUNTRY, or the only one there is
  --json        one JSON document on stdout

What a process says in another engine's words and is not run is told as a warning. Exit code 0 when all is well, 1 when a problem was found.`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      { country: { type: 'string', default: process.env['COUNTRY'] ?? onlyCountry(projectRoot) } },
      USAGE,
    )
    const folders = (positionals.length > 0 ? positionals : [join(projectRoot, 'services')]).flatMap((path) =>
      foldersOf(path),
    )
    const parts = await checkParts(values.country)
    const services: ServiceCheck[] = []
    for (const folder of folders) {
      const found = await checkService(folder, parts)
      services.push({
        ...found,
        errors: found.errors.map((error) => ({ ...error, file: shown(join(folder, error.file)) })),
        warnings: found.warnings.map((warning) => ({ ...warning, file: shown(join(folder, warning.file)) })),
      })
    }
    if (values.json) printJson({ services })
    else print(services)
    return services.every((service) => service.ok) ? exit.good : exit.problem
  },
}

/** Folders of services: the one given, or those in it. @throws WrongUsage when there is no such folder */
export function foldersOf(path: string, usage = USAGE): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) throw new WrongUsage(`${path} is no folder\n${usage}`)
  const inside = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(path, entry.name, 'service.yaml')))
    .map((entry) => join(path, entry.name))
  return inside.length > 0 ? inside.sort() : [path]
}

const shown = (path: string): string => {
  const near = relative(process.cwd(), resolve(path))
  return near.startsWith('..') ? resolve(path) : near
}

/**
 * The country and its demonstration, as services are checked against. @throws WrongUsage when there is no such country
 * pack
 */
export async function checkParts(id: string): Promise<CheckParts> {
  const folder = join(projectRoot, 'country', id)
  if (!/^[a-z]{2}$/.test(id) || !existsSync(folder)) throw new WrongUsage(`there is no country pack "${id}"\n${USAGE}`)
  return demoParts(projectRoot, readCountry(folder))
}

function print(services: readonly ServiceCheck[]): void {
  for (const { id, errors, warnings } of services) {
    for (const { file, line, message, remedy } of errors)
      process.stdout.write(`${file}:${line}: ${message}\n    ${remedy}\n`)
    for (const { file, line, message, remedy } of warnings)
      process.stdout.write(`${file}:${line}: warning: ${message}\n    ${remedy}\n`)
    if (errors.length > 0)
      process.stdout.write(`${id}: ${errors.length} ${errors.length === 1 ? 'problem' : 'problems'}\n`)
  }
  const good = services.filter((service) => service.ok).length
  process.stdout.write(`${services.length} checked, ${good} good, ${services.length - good} with problems\n`)
}
