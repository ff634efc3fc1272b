import type { Tx } from '../../../platform/database/index.ts'
import { compileDefinition, type Definition } from '../model/definition.ts'

/** Compiled definitions kept in memory; a version never changes, so an entry is right for ever (but for `suspended`). */
const CACHED = 500

export interface Definitions {
  /** @throws when no such version was deployed */
  get(tx: Tx, id: string): Promise<Definition>
}

export function definitionCache(): Definitions {
  const cache = new Map<string, Promise<Definition>>()
  return {
    get(tx, id) {
      let kept = cache.get(id)
      if (!kept) {
        kept = load(tx, id)
        kept.catch(() => cache.delete(id))
        cache.set(id, kept)
        if (cache.size > CACHED) cache.delete(cache.keys().next().value as string)
      }
      return kept
    },
  }
}

async function load(tx: Tx, id: string): Promise<Definition> {
  const found = await tx.query<{ bpmn: string; dmn: string | null }>('select bpmn, dmn from process.definition where id = $1', [id])
  const row = found.rows[0]
  if (!row) throw new Error(`the process version "${id}" was not deployed`)
  const { definition, problems } = await compileDefinition(id, row.bpmn, row.dmn)
  if (!definition) throw new Error(`the process version "${id}" can't run: ${problems.map((one) => one.message).join('; ')}`)
  return definition
}

/** Publishes a version; the same text again changes nothing. @throws when another text stands under this id */
export async function deployDefinition(tx: Tx, id: string, bpmn: string, dmn: string | null, now: string): Promise<void> {
  const { definition, problems } = await compileDefinition(id, bpmn, dmn)
  if (!definition) throw new Error(`"${id}" can't be published: ${problems.map((one) => one.message).join('; ')}`)
  const put = await tx.query(
    `insert into process.definition (id, main, bpmn, dmn, deployed_at) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set deployed_at = process.definition.deployed_at where process.definition.bpmn = excluded.bpmn and process.definition.dmn is not distinct from excluded.dmn returning id`,
    [id, definition.graph.id, bpmn, dmn, now])
  if (put.rows.length === 0) throw new Error(`"${id}" was published before with another text: raise its version`)
}
