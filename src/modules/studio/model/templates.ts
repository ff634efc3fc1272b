import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Files } from './draft.ts'

/** The id that a template's service has. */
const PLACEHOLDER = 'service-id'

/** Services to begin with, as the country pack holds them. */
export interface Templates {
  readonly ids: readonly string[]
  /** A template's files under the new service's id; undefined when there is none of that name. */
  filesOf(template: string, service: string): Files | undefined
}

/** @param folder of the country pack */
export function templatesOf(folder: string): Templates {
  const within = join(folder, 'service-templates')
  const ids = existsSync(within) ? readdirSync(within).sort() : []
  return {
    ids,
    filesOf(template, service) {
      if (!ids.includes(template)) return undefined
      return renamed(read(join(within, template)), PLACEHOLDER, service)
    },
  }
}

/** Writes the new id where the old one stood as a word of its own, and begins with version 1. */
export function renamed(files: Files, before: string, after: string): Files {
  const word = new RegExp(`(?<![a-z0-9-])${before}(?![a-z0-9-])`, 'g')
  const next = Object.fromEntries(
    Object.entries(files as Record<string, string>).map(([file, text]) => [file, text.replaceAll(word, after)]),
  )
  return { ...next, 'service.yaml': (next['service.yaml'] ?? '').replace(/^version: .*/m, 'version: 1') }
}

function read(folder: string): Files {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
        return [relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]
      }),
  )
}
