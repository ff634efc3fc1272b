import { join } from 'node:path'
import { writeTurtle } from '../kernel/linked-data/index.ts'
import { describeCatalogue, readServiceFolder } from '../modules/catalogue/index.ts'
import { onlyCountry } from '../platform/config/index.ts'
import { readCountry } from '../platform/country/index.ts'
import { loadTexts } from '../platform/i18n/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { foldersOf } from './check.ts'
import { exit, type Command } from './command.ts'
import { projectRoot } from './project-root.ts'

const USAGE = 'Usage: darcha catalogue [PATH…] [--format json-ld|turtle] [--origin ADDRESS] [--country ID]'

/** `darcha catalogue`: passports of services as linked data, without a database. */
export const catalogue: Command = {
  help: `${USAGE}

Writes the passports of service folders by the vocabulary of CPSV-AP 3.2 on stdout. A running portal gives the same of what it has
published at /catalogue, by what a program accepts.

  PATH              a service's folder, or a folder that holds such folders; default: services/
  --format FORMAT   json-ld (default) or turtle
  --origin ADDRESS  public address below which things are named; default: http://localhost:3000
  --country ID      the country pack; default: COUNTRY, or the only one there is

Exit code 0, 1 when a folder can't be read (darcha check says why).`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      {
        format: { type: 'string', default: 'json-ld' },
        origin: { type: 'string', default: 'http://localhost:3000' },
        country: { type: 'string', default: process.env['COUNTRY'] ?? onlyCountry(projectRoot) },
      },
      USAGE,
    )
    if (!['json-ld', 'turtle'].includes(values.format))
      throw new WrongUsage(`--format ${values.format} is none\n${USAGE}`)
    if (!URL.canParse(values.origin))
      throw new WrongUsage(`--origin needs an address such as https://example.org\n${USAGE}`)
    const country = readCountry(join(projectRoot, 'country', values.country))
    const folders = (positionals.length > 0 ? positionals : [join(projectRoot, 'services')]).flatMap((path) =>
      foldersOf(path, USAGE),
    )
    const read = folders.map((folder) => ({ folder, ...readServiceFolder(folder, country) }))
    const broken = read.filter(({ service }) => !service)
    for (const { folder, problems } of broken)
      console.error(`${folder}: ${problems[0]?.message ?? 'no service'}. darcha check ${folder} tells all.`)
    const texts = loadTexts(join(projectRoot, 'texts'), country.conventions)
    const speaker = { country, origin: new URL(values.origin).origin, speak: (language: string) => texts.in(language) }
    const document = describeCatalogue(
      speaker,
      read.flatMap(({ service }) => service?.passport ?? []),
      positionals.length === 0,
    )
    if (values.format === 'turtle') process.stdout.write(writeTurtle(document))
    else printJson(document)
    return broken.length > 0 ? exit.problem : exit.good
  },
}
