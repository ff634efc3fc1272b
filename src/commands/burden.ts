import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { countBurden, diagnose } from '../kernel/diagnosis/index.ts'
import { readServiceFolder, type Passport } from '../modules/catalogue/index.ts'
import { onlyCountry } from '../platform/config/index.ts'
import { readCountry } from '../platform/country/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { projectRoot } from './project-root.ts'
import { serviceFolderAt } from './service-models.ts'

const usage = 'Usage: darcha burden [SERVICE…] [--country ID] [--json]'

const FIGURES = ['documents', 'visits', 'bodies', 'duplicateChecks', 'days', 'cost'] as const
type Figure = (typeof FIGURES)[number]
/** A figure that neither the passport says nor a model shows is null: nobody has counted it. */
type Burden = Record<Figure, number | null> & {
  /** Where each figure comes from: the passport (`said`, or `demo` where it names no source), or counted in a model. */
  from: Partial<Record<Figure, 'said' | 'demo' | 'counted'>>
}

/** `darcha burden`: what services take of people, before and now. */
export const burden: Command = {
  help: `${usage}

For each service: documents, visits, bodies, checks that are done twice, days and cost, on paper before and as it goes now. Figures are those
of the passport; what it does not say is counted in before.bpmn and process.bpmn where they are there. What neither tells is null, and a
figure for which the passport names no source is marked as a demo value.

  SERVICE        id of a service of this project, or a service's folder; default: all of services/
  --country ID   the country pack whose words the passport speaks; default: COUNTRY, or the only one there is
  --json         one JSON document on stdout

Exit code 0 when every service was read, 1 when one is broken.`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      { country: { type: 'string', default: process.env['COUNTRY'] ?? onlyCountry(projectRoot) } },
      usage,
    )
    const all = join(projectRoot, 'services')
    const folders =
      positionals.length > 0
        ? positionals.map((path) => {
            const folder = serviceFolderAt(path)
            if (folder === undefined) throw new WrongUsage(`there is no service "${path}"\n${usage}`)
            return folder
          })
        : readdirSync(all, { withFileTypes: true })
            .filter((entry) => entry.isDirectory() && existsSync(join(all, entry.name, 'service.yaml')))
            .map((entry) => join(all, entry.name))
            .sort()
    const country = readCountry(join(projectRoot, 'country', values.country))
    const services: ({ id: string; before: Burden; now: Burden } | { id: string; error: string })[] = folders.map(
      (folder) => {
        const { service, problems } = readServiceFolder(folder, country)
        if (!service)
          return {
            id: basename(folder),
            error: problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('; '),
          }
        const { passport } = service
        return {
          id: passport.id,
          before: burdenOf(passport, 'before', join(folder, 'before.bpmn')),
          now: burdenOf(passport, 'now', join(folder, 'process.bpmn')),
        }
      },
    )
    if (values.json) printJson({ services })
    else for (const service of services) process.stdout.write(lineOf(service))
    return services.some((service) => 'error' in service) ? exit.problem : exit.good
  },
}

function burdenOf(passport: Passport, way: 'before' | 'now', model: string): Burden {
  const said: Partial<Record<Figure, number | undefined>> = passport[way] ?? {}
  const counted = existsSync(model) ? countedIn(readFileSync(model, 'utf8')) : {}
  const from: Burden['from'] = {}
  const figures = FIGURES.map((figure): [Figure, number | null] => {
    const demo = [`${way}.${figure}`, way].map((field) => passport.provenance[field]).find((source) => source)
    if (said[figure] !== undefined) from[figure] = demo === undefined || demo.startsWith('demo') ? 'demo' : 'said'
    else if (counted[figure] !== undefined) from[figure] = 'counted'
    return [figure, said[figure] ?? counted[figure] ?? null]
  })
  return { ...(Object.fromEntries(figures) as Record<Figure, number | null>), from }
}

/** What a model shows. */
function countedIn(bpmn: string): Partial<Record<Figure, number>> {
  const { documents, visits, bodies } = countBurden(bpmn)
  return {
    documents,
    visits,
    bodies,
    duplicateChecks: diagnose(bpmn).filter(({ rule }) => rule === 'asked-twice').length,
  }
}

function lineOf(service: { id: string; before: Burden; now: Burden } | { id: string; error: string }): string {
  if ('error' in service) return `${service.id}: ${service.error}\n`
  const { id, before, now } = service
  const figures = FIGURES.filter((figure) => before[figure] !== null || now[figure] !== null).map(
    (figure) => `${figure} ${before[figure] ?? '–'} → ${now[figure] ?? '–'}`,
  )
  return `${id}: ${figures.join(', ') || 'nobody has counted anything'}\n`
}
