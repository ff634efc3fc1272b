import { join } from 'node:path'
import type { Country } from '../platform/country/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import { loadDemoPeople, readPeople } from '../platform/identity/index.ts'
import { MODULES } from './modules.ts'

/** Demo people with their roles, and the first runs of what renews itself. */
export async function loadPeople(database: Database, demo: boolean, country: Country, now: string): Promise<number> {
  const people = demo ? readPeople(join(country.folder, 'people.yaml')) : []
  await database.transaction(async (tx) => {
    await loadDemoPeople(tx, people, country.languages.first, now)
    await scheduleFirst(tx, now)
  })
  return people.length
}

/** Puts the first runs of what renews itself into the queue; those that are there already stay. */
export async function scheduleFirst(tx: Tx, now: string, modules = MODULES): Promise<void> {
  for (const module of modules) for (const schedule of module.schedules) await schedule(tx, now)
}
