import type { Conventions } from '../../../platform/i18n/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { ServiceProblem } from '../model/problem.ts'
import { compileService, definitionId } from '../model/runnable-service.ts'
import { DataFault } from '../../../platform/config/index.ts'
import { searchWordsOf } from '../model/search-words.ts'
import { runs, type ServiceFile, type ServiceFolder } from '../model/service-folder.ts'
import { putService } from './services.ts'
import { findCurrentVersion, findVersion, insertVersion } from './versions.ts'

/** A version that can't be published, and why. */
export class PublishingRefused extends DataFault {
  readonly service: string
  readonly problem: ServiceProblem
  constructor(service: string, problem: ServiceProblem) {
    super(`services/${service}/${problem.file}:${problem.line}: ${problem.message}. ${problem.remedy}`)
    this.name = 'PublishingRefused'
    this.service = service
    this.problem = problem
  }
}

export interface PublishOptions {
  conventions: Conventions
  /** RFC 3339. */
  now: string
  /** Makes its process ready to run under this id; throws when it can't. */
  deploy(definitionId: string, bpmn: string, dmn: string | null): Promise<void>
}

/**
 * Publishes a service's folder as its current version; the same text again changes nothing.
 * @throws PublishingRefused when its version was published before with another text, or a newer one is there
 */
export async function publishService(
  tx: Tx,
  { passport, files }: ServiceFolder,
  { now, deploy, conventions }: PublishOptions,
): Promise<'published' | 'unchanged'> {
  const { id, version } = passport
  const refuse = (message: string, remedy: string) =>
    new PublishingRefused(id, { file: 'service.yaml', line: lineOfVersion(files['service.yaml']), message, remedy })
  if (!(await insertVersion(tx, { passport, files }, now))) {
    const before = (await findVersion(tx, id, version))!.files
    const differing = (Object.keys({ ...before, ...files }) as ServiceFile[]).filter(
      (file) => before[file] !== files[file],
    )
    if (differing.length > 0)
      throw refuse(
        `version ${version} was published before with another text (${differing.join(', ')})`,
        `Raise version to ${(await findCurrentVersion(tx, id))! + 1}.`,
      )
    return 'unchanged'
  }
  const current = await findCurrentVersion(tx, id)
  if (current !== undefined && current > version)
    throw refuse(
      `version ${version} is older than version ${current}, which is published`,
      `Raise version to ${current + 1}.`,
    )
  await compileService({ publishedAt: now, passport, files }, conventions)
  if (runs(files)) await deploy(definitionId(id, version), files['process.bpmn']!, files['rules.dmn'] ?? null)
  // what the state alone begins is not among those that can be applied for
  await putService(tx, passport, runs(files) && passport.channels.length > 0, searchWordsOf(passport))
  return 'published'
}

const lineOfVersion = (text: string | undefined): number =>
  Math.max(1, (text ?? '').split('\n').findIndex((line) => line.startsWith('version:')) + 1)
