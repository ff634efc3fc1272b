import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readPeople, type DemoPerson } from '../../src/platform/identity/people-file.ts'

/** The people of the demonstration: `PEOPLE_FILE`, else the country pack's, else those that come with the providers. */
export function demoPeople(): DemoPerson[] {
  const root = rootAbove(dirname(fileURLToPath(import.meta.url)))
  const files = [process.env['PEOPLE_FILE'], join(root, 'country', process.env['COUNTRY'] ?? 'uz', 'people.yaml'), join(root, 'demo', 'people.yaml')]
  const found = files.find((file) => file && existsSync(file))
  if (!found) throw new Error('no people file was found: set PEOPLE_FILE')
  return readPeople(found)
}

/** Works from sources and from the bundle in dist/ alike. */
function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const above = dirname(folder)
  return above === folder ? process.cwd() : rootAbove(above)
}
