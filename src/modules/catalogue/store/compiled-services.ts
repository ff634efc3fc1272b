import { inLanguage, type Conventions, type Language } from '../../../platform/i18n/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { compileService, definitionId, type RunnableService, type ServiceVersion } from '../model/runnable-service.ts'
import { findCurrentVersion, findCurrentVersions, findVersion } from './versions.ts'

/** Compiled versions kept in memory; a version never changes, so an entry is right for ever. */
const CACHED = 500

export interface Services {
  /** The version given, else the one published now. @throws Refusal not-found */
  get(tx: Tx, id: string, version?: number): Promise<RunnableService>
  /** Those published now, asked for together; one that is not there is left out. */
  all(tx: Tx, ids: Iterable<string>): Promise<Map<string, RunnableService>>
  /** What they are called, for lists; one that is not there keeps its id. */
  names(tx: Tx, ids: Iterable<string>, language: Language): Promise<Map<string, string>>
}

/**
 * Published services, compiled at their first use and kept.
 * @param conventions how the country writes
 * @param parts `compile` makes a version ready; the catalogue's own unless said
 */
export function createServices(
  conventions: Conventions,
  { compile = compileService }: { compile?: typeof compileService } = {},
): Services {
  const cache = new Map<string, Promise<RunnableService>>()
  const compiled = (tx: Tx, id: string, version: number): Promise<RunnableService> => {
    const key = definitionId(id, version)
    let kept = cache.get(key)
    if (!kept) {
      kept = load(tx, id, version).then((found) => compile(found, conventions, { stands: true }))
      kept.catch(() => cache.delete(key))
      cache.set(key, kept)
      if (cache.size > CACHED) cache.delete(cache.keys().next().value as string)
    }
    return kept
  }
  const all: Services['all'] = async (tx, ids) => {
    const asked = [...new Set(ids)]
    const current = asked.length === 0 ? [] : await findCurrentVersions(tx, asked)
    return new Map(
      await Promise.all(current.map(async ({ id, version }) => [id, await compiled(tx, id, version)] as const)),
    )
  }
  return {
    async get(tx, id, version) {
      const wanted = version ?? (await findCurrentVersion(tx, id))
      if (wanted === undefined) throw new Refusal(general['not-found'])
      return compiled(tx, id, wanted)
    },
    all,
    async names(tx, ids, language) {
      const asked = [...new Set(ids)]
      const found = await all(tx, asked)
      return new Map(
        asked.map((id) => {
          const service = found.get(id)
          return [id, service ? inLanguage(service.passport.name, language, conventions.languages) : id]
        }),
      )
    },
  }
}

async function load(tx: Tx, id: string, version: number): Promise<ServiceVersion> {
  const found = await findVersion(tx, id, version)
  if (!found) throw new Refusal(general['not-found'])
  return found
}
