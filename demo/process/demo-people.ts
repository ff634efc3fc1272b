import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readPeople, type DemoPerson } from '../../src/platform/identity/people-file.ts'

/** The people of the demonstration: `PEOPLE_FILE`, else the country pack's. */
export function demoPeople(): DemoPerson[] {
  const file = peopleFile()
  if (!existsSync(file)) throw new Error(`there is no people file ${file}: set PEOPLE_FILE`)
  return readPeople(file)
}

/** Where they stand written. */
export function peopleFile(): string {
  const root = rootAbove(dirname(fileURLToPath(import.meta.url)))
  return process.env['PEOPLE_FILE'] ?? join(root, 'country', process.env['COUNTRY'] ?? 'uz', 'people.yaml')
}

/** Works from sources and from the bundle in dist/ alike. */
function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const above = dirname(folder)
  return above === folder ? process.cwd() : rootAbove(above)
}
