import type { Tx } from '../../../platform/database/index.ts'
import { compileDefinition, type Definition } from '../model/definition.ts'

/** Compiled definitions kept in memory; a version never changes, so an entry is right for ever. */
const CACHED = 500

export interface Definitions {
  /** @throws when no such version was deployed */
  get(tx: Tx, id: string): Promise<Definition>
  find(tx: Tx, id: string): Promise<Definition | undefined>
}

export function definitionCache(): Definitions {
  const cache = new Map<string, Definition>()
  const find = async (tx: Tx, id: string): Promise<Definition | undefined> => {
    const kept = cache.get(id)
    if (kept) return kept
    const loaded = await load(tx, id)
    if (!loaded) return undefined
    // two that loaded at once share the one that came first
    const first = cache.get(id) ?? loaded
    cache.set(id, first)
    if (cache.size > CACHED) cache.delete(cache.keys().next().value as string)
    return first
  }
  return {
    find,
    async get(tx, id) {
      const found = await find(tx, id)
      if (!found) throw new Error(`the process version "${id}" was not deployed`)
      return found
    },
  }
}

async function load(tx: Tx, id: string): Promise<Definition | undefined> {
  const row = await findModel(tx, id)
  if (!row) return undefined
  const { definition, problems } = await compileDefinition(id, row.bpmn, row.dmn)
  if (!definition) throw new Error(`the process version "${id}" can't run: ${problems.map((one) => one.message).join('; ')}`)
  return definition
}

/** The source of a published version. */
export async function findModel(tx: Tx, id: string): Promise<{ bpmn: string; dmn: string | null } | undefined> {
  return (await tx.query<{ bpmn: string; dmn: string | null }>('select bpmn, dmn from process.definition where id = $1', [id])).rows[0]
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
