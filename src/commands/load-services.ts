import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  currentFiles,
  publishService,
  PublishingRefused,
  readServiceFolder,
  readServiceTexts,
  findVersion,
  serviceFiles,
  type ServiceFolder,
  type ServiceProblem,
} from '../modules/catalogue/index.ts'
import { deployDefinition } from '../modules/process/index.ts'
import type { Country } from '../platform/country/index.ts'
import { isTrouble, type Database } from '../platform/database/index.ts'
import type { ReadBefore } from './checked-services.ts'
import { projectRoot } from './project-root.ts'

/** A service folder that can't be published as it is; what was published of the service before goes on. */
export interface DraftService {
  folder: string
  /** The first fault. */
  problem: ServiceProblem
  problems: number
}

export interface LoadedServices {
  /** Folders whose text is published. */
  all: number
  /** How many of them run here. */
  running: number
  drafts: DraftService[]
}

export interface LoadOptions {
  folder?: string
  /** Looks closer at a folder that is about to be published, such as by its examples. @returns its faults */
  check?(folder: string): Promise<readonly ServiceProblem[]>
  /** Texts that were read before: those that are published as they stand are not read again. */
  before?: ReadBefore
}

/**
 * Publishes every service folder whose version is new; what is published already stays as it is. An unfinished folder is
 * a draft: it is never published and keeps nothing else from it.
 */
export async function loadServices(
  database: Database,
  country: Country,
  now: string,
  { folder = servicesFolder(country), check, before }: LoadOptions = {},
): Promise<LoadedServices> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort()
  const loaded: LoadedServices = { all: 0, running: 0, drafts: [] }
  const published = before ? await database.read(currentFiles) : undefined
  for (const name of names) {
    const path = join(folder, name)
    const files = published && readServiceTexts(path, country.languages)
    const stands = files && before!.has(name, files) && isSame(files, published.get(name), country)
    const { service, problems } = stands ? { problems: [] } : readServiceFolder(path, country)
    const faults = service ? await publish(database, service, country, now, () => check?.(path)) : problems
    if (faults.length > 0) loaded.drafts.push({ folder: name, problem: faults[0]!, problems: faults.length })
    else {
      if (files && !stands) before!.add(name, files)
      loaded.all++
      if (existsSync(join(path, 'process.bpmn'))) loaded.running++
    }
  }
  before?.keep()
  return loaded
}

/** Whether a service is published with these very texts. */
const isSame = (
  files: ServiceFolder['files'],
  published: ServiceFolder['files'] | undefined,
  { languages }: Pick<Country, 'languages'>,
): boolean => published !== undefined && serviceFiles(languages).every((file) => published[file] === files[file])

/** Services of a country: those of its pack, or the project's. */
function servicesFolder({ folder }: Country): string {
  const own = join(folder, 'services')
  return existsSync(own) ? own : join(projectRoot, 'services')
}

/** @returns why it is not published; nothing when it is, or was before */
async function publish(
  database: Database,
  service: ServiceFolder,
  { conventions }: Country,
  now: string,
  check: () => Promise<readonly ServiceProblem[]> | undefined,
): Promise<readonly ServiceProblem[]> {
  const { id, version } = service.passport
  const before = await database.read((tx) => findVersion(tx, id, version))
  if (before && isSame(service.files, before.files, conventions)) return []
  const faults = before ? [] : await check()
  if (faults && faults.length > 0) return faults
  try {
    await database.transaction((tx) =>
      publishService(tx, service, {
        deploy: (definition, bpmn, dmn) => deployDefinition(tx, definition, bpmn, dmn, now),
        now,
        conventions,
      }),
    )
    return []
  } catch (error) {
    if (error instanceof PublishingRefused) return [error.problem]
    // what the database says is no fault of the folder
    if (isTrouble(error) || 'severity' in (error as object)) throw error
    return [
      {
        file: 'process.bpmn',
        line: 1,
        message: (error as Error).message,
        remedy: `Run \`darcha check services/${id}\`.`,
      },
    ]
  }
}
