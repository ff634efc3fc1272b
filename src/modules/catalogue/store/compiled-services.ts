import type { Tx } from '../../../platform/database/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { compileService, definitionId, type RunnableService, type ServiceVersion } from '../model/runnable-service.ts'
import { findCurrentVersion, findVersion } from './versions.ts'

/** Compiled versions kept in memory; a version never changes, so an entry is right for ever. */
const CACHED = 500

export interface Services {
  /** The version given, else the one published now. @throws Refusal not-found */
  get(tx: Tx, id: string, version?: number): Promise<RunnableService>
}

/**
 * Published services, compiled at their first use and kept.
 * @param parts `compile` makes a version ready; the catalogue's own unless said
 */
export function createServices({ compile = compileService }: { compile?(version: ServiceVersion): Promise<RunnableService> } = {}): Services {
  const cache = new Map<string, Promise<RunnableService>>()
  return {
    async get(tx, id, version) {
      const wanted = version ?? (await findCurrentVersion(tx, id))
      if (wanted === undefined) throw new Refusal(general['not-found'])
      const key = definitionId(id, wanted)
      let kept = cache.get(key)
      if (!kept) {
        kept = load(tx, id, wanted).then(compile)
        kept.catch(() => cache.delete(key))
        cache.set(key, kept)
        if (cache.size > CACHED) cache.delete(cache.keys().next().value as string)
      }
      return kept
    },
  }
}

async function load(tx: Tx, id: string, version: number): Promise<ServiceVersion> {
  const found = await findVersion(tx, id, version)
  if (!found) throw new Refusal(general['not-found'])
  return found
}
