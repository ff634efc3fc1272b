import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { makeFolder, onlyCountry } from '../platform/config/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { newModule } from './new-module.ts'
import { projectRoot } from './project-root.ts'

const USAGE = `Usage: darcha new service ID [--template SERVICE] [--in FOLDER] [--country ID] [--json]
       darcha new module NAME [--json]`

/** `darcha new`: writes what a newcomer would otherwise copy by hand. */
export const create: Command = {
  help: `${USAGE}

Writes a folder with passport, process and its diagram, form, texts in every language and an example, which \`darcha check\`
finds good at once. Change it, and check again; \`npm start\` publishes it while it is whole, and leaves it a draft while it is not.

A module is a room (docs/handbook/room.md): a folder of src/modules with a page, a use case and its event, texts, its row of the
matrix of rights and a test, and its line in src/commands/modules.ts.

  ID                  small letters, digits and hyphens, such as well-drilling-permit
  --template SERVICE  begin with a copy of this service instead of the plain one; its laws and texts are still those of the other
  --in FOLDER         where the folder is made; default: services/
  --country ID        the country pack whose plain service is taken; default: COUNTRY, or the only one there is
  --json              one JSON document on stdout

Exit code 2 when there is such a folder already, or the id is none.`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      {
        template: { type: 'string' },
        in: { type: 'string', default: join(projectRoot, 'services') },
        country: { type: 'string', default: process.env['COUNTRY'] ?? onlyCountry(projectRoot) },
      },
      USAGE,
    )
    const [kind, id, ...more] = positionals
    if (kind === 'module' && more.length === 0) {
      const files = newModule(id, projectRoot)
      if (values.json) printJson({ name: id, files })
      else process.stdout.write(`${files.join('\n')}\nNext: npm run golden, then npm test\n`)
      return exit.good
    }
    if (kind !== 'service' || id === undefined || more.length > 0) throw new WrongUsage(USAGE)
    const folder = newService(id, values)
    if (values.json) printJson({ id, folder })
    else process.stdout.write(`${relative(process.cwd(), folder) || folder}\nNext: darcha check ${folder}\n`)
    return exit.good
  },
}

const IS_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
/** The id that the plain service has. */
const PLAIN = 'service-id'

/** @returns the folder that was made. @throws WrongUsage when it can't be, with nothing written */
function newService(id: string, values: { template?: string; in: string; country: string }): string {
  if (!IS_ID.test(id) || id.length > 100)
    throw new WrongUsage(`"${id}" is no id: small letters, digits and single hyphens, a letter first\n${USAGE}`)
  const folder = join(values.in, id)
  if (existsSync(folder)) throw new WrongUsage(`${folder} is there already`)
  const template = values.template ?? PLAIN
  if (!IS_ID.test(template) || !/^[a-z]{2}$/.test(values.country)) throw new WrongUsage(USAGE)
  const from = values.template
    ? join(projectRoot, 'services', template)
    : join(projectRoot, 'country', values.country, 'new-service')
  if (!existsSync(join(from, 'process.bpmn')))
    throw new WrongUsage(
      values.template
        ? `"${template}" is no service that runs; those are ${running().join(', ')}`
        : `the country pack "${values.country}" has no new-service: name a --template`,
    )
  makeFolder(values.in)
  try {
    cpSync(from, folder, { recursive: true })
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }))
      if (file.isFile()) rename(join(file.parentPath, file.name), template, id)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return folder
}

/** Writes the new id where the template's stood, as a word of its own, and begins with version 1. */
function rename(path: string, template: string, id: string): void {
  const text = readFileSync(path, 'utf8').replaceAll(new RegExp(`(?<![a-z0-9-])${template}(?![a-z0-9-])`, 'g'), id)
  writeFileSync(path, path.endsWith('service.yaml') ? text.replace(/^version: .*/m, 'version: 1') : text)
}

const running = (): string[] =>
  readdirSync(join(projectRoot, 'services')).filter((name) =>
    existsSync(join(projectRoot, 'services', name, 'process.bpmn')),
  )
