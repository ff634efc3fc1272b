import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readServiceFolder } from '../modules/catalogue/index.ts'
import { knownOf, modelsOf, type ServiceModels } from '../modules/redesign/index.ts'
import { decodeXml } from '../kernel/xml/index.ts'
import { readCountry } from '../platform/country/index.ts'
import { inLanguage } from '../platform/i18n/index.ts'
import { WrongUsage } from './arguments.ts'
import { projectRoot } from './project-root.ts'
import { readModelFile } from './read-models.ts'

/** Commands speak English. */
const WORDS = {
  applicant: 'Applicant',
  body: 'Body that decides',
  needed: 'Service needed',
  fetch: 'Fetch',
  bring: 'Bring',
  handIn: 'Hand in the papers',
  decide: 'Decide',
  collect: 'Collect the result',
  done: 'Done',
}

/**
 * The models of a service in a folder.
 * @throws WrongUsage when the folder is no whole service
 */
export async function readServiceModels(
  folder: string,
  countryId: string,
): Promise<ServiceModels & { known: ReturnType<typeof knownOf> }> {
  const country = readCountry(join(projectRoot, 'country', countryId))
  const { service, problems } = readServiceFolder(folder, country)
  if (!service)
    throw new WrongUsage(
      problems.map(({ file, line, message }) => `${join(folder, file)}:${line}: ${message}`).join('\n'),
    )
  const { languages } = country
  const english = languages.ids.includes('en') ? 'en' : languages.first
  const models = await modelsOf(service, (name) => inLanguage(name, english, languages), WORDS)
  return { ...models, known: knownOf(service.files) }
}

/** A model, and what is known of the service whose it is. */
export interface ReadModel {
  /** The file it was read from, or `draft`. */
  source: string
  bpmn: string
  facts: ServiceModels['facts'] | undefined
  /** Of a service that runs: its decisions and examples. */
  known?: ReturnType<typeof knownOf>
}

/** The folder of a service, by its id or its path; undefined when it names none. */
export const serviceFolderAt = (path: string): string | undefined =>
  [path, join(projectRoot, 'services', path)].find((folder) => existsSync(join(folder, 'service.yaml')))

/**
 * The model that a command is given: a file, or a service by its id or folder, as it runs here or, where it does not or
 * `before` asks for that, as it goes on paper.
 * @throws WrongUsage when it can't be read; what is no text is said by the reader of models
 */
export async function readModelAt(path: string, asked: { before: boolean; country: string }): Promise<ReadModel> {
  const folder = serviceFolderAt(path)
  if (folder === undefined) return { source: path, bpmn: decoded(readModelFile(path)), facts: undefined }
  const models = await readServiceModels(folder, asked.country)
  const { now, before, facts, known } = models
  return asked.before || !now ? { ...before, facts } : { ...now, facts, known }
}

function decoded(bytes: Buffer): string {
  try {
    return decodeXml(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}
