import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { publishService, readServiceFolder } from '../modules/catalogue/index.ts'
import { deployDefinition } from '../modules/process/index.ts'
import { EnvironmentFailure } from '../platform/config/index.ts'
import type { Country } from '../platform/country/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import { loadDemoPeople, readPeople } from '../platform/identity/index.ts'
import { MODULES } from './modules.ts'
import { projectRoot } from './project-root.ts'

/**
 * Publishes every service folder whose version is new; what is published already stays as it is.
 * @returns how many folders there are and how many of them run
 * @throws EnvironmentFailure naming file and line of the first fault
 */
export async function loadServices(
  database: Database,
  country: Country,
  now: string,
  folder = join(projectRoot, 'services'),
): Promise<{ all: number; running: number }> {
  const names = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'service.yaml')))
    .sort()
  let running = 0
  for (const name of names) {
    const { service, problems } = readServiceFolder(join(folder, name), country)
    const [first] = problems
    if (!service)
      throw new EnvironmentFailure(
        `services/${name}/${first?.file}:${first?.line}: ${first?.message}`,
        first?.remedy ?? 'run `darcha check`',
      )
    if (service.files['process.bpmn'] !== undefined && service.files['form.yaml'] !== undefined) running++
    await database.transaction((tx) =>
      publishService(tx, service, {
        deploy: (definition, bpmn, dmn) => deployDefinition(tx, definition, bpmn, dmn, now),
        now,
      }),
    )
  }
  return { all: names.length, running }
}

/** Demo people with their roles, and the first runs of what renews itself. */
export async function loadPeople(database: Database, demo: boolean, country: string, now: string): Promise<number> {
  const people = demo ? readPeople(join(projectRoot, 'country', country, 'people.yaml')) : []
  await database.transaction(async (tx) => {
    await loadDemoPeople(tx, people, now)
    await scheduleFirst(tx, now)
  })
  return people.length
}

/** Puts the first runs of what renews itself into the queue; those that are there already stay. */
export async function scheduleFirst(tx: Tx, now: string, modules = MODULES): Promise<void> {
  for (const module of modules) for (const schedule of module.schedules) await schedule(tx, now)
}
