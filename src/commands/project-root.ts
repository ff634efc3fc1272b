import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's root: the nearest folder above with its package.json, from sources and from the bundle alike. */
export const projectRoot = find(dirname(fileURLToPath(import.meta.url)))

function find(folder: string): string {
  if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'services'))) return folder
  const above = dirname(folder)
  return above === folder ? process.cwd() : find(above)
}
