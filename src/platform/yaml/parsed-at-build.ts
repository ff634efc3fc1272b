import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/**
 * What the build made of a text, found by the text's own hash: a file that was changed since is simply not there. Each
 * server, worker and command reads half a megabyte of texts and country pack when it starts; parsing that anew took a
 * third of a second of processor each time.
 * @returns undefined when the build has not seen it, or it has errors, warnings or aliases
 */
export function parsedAtBuild(text: string): unknown {
  if (folder === undefined) return undefined
  const file = join(folder, `${createHash('sha256').update(text).digest('hex')}.json`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** A YAML text as plain values. @throws YAMLParseError */
export const parseYaml = (text: string): unknown => parsedAtBuild(text) ?? parse(text)

const folder = find(dirname(fileURLToPath(import.meta.url)))

/** `dist/parsed` of the project, from sources and from the bundle alike. */
function find(from: string): string | undefined {
  const here = join(from, 'dist', 'parsed')
  if (existsSync(here)) return here
  const above = dirname(from)
  return above === from ? undefined : find(above)
}
