import type { Tx } from '../../../platform/database/index.ts'
import { compileDefinition, type Definition } from '../model/definition.ts'
import { awaitBeginnings } from './beginnings.ts'

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
  const { definition, problems } = await compileDefinition(id, row.bpmn, row.dmn, { stands: true })
  if (!definition)
    throw new Error(`the process version "${id}" can't run: ${problems.map((problem) => problem.message).join('; ')}`)
  return definition
}

/** The source of a published version. */
export async function findModel(tx: Tx, id: string): Promise<{ bpmn: string; dmn: string | null } | undefined> {
  return (
    await tx.query<{ bpmn: string; dmn: string | null }>('select bpmn, dmn from process.definition where id = $1', [id])
  ).rows[0]
}

/** Publishes a version; the same text again changes nothing. @throws when another text stands under this id */
export async function deployDefinition(
  tx: Tx,
  id: string,
  bpmn: string,
  dmn: string | null,
  now: string,
): Promise<void> {
  const { definition, problems } = await compileDefinition(id, bpmn, dmn)
  if (!definition)
    throw new Error(`"${id}" can't be published: ${problems.map((problem) => problem.message).join('; ')}`)
  const put = await tx.query(
    `insert into process.definition (id, main, bpmn, dmn, deployed_at) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set deployed_at = process.definition.deployed_at where process.definition.bpmn = excluded.bpmn and process.definition.dmn is not distinct from excluded.dmn returning id`,
    [id, definition.graph.id, bpmn, dmn, now],
  )
  if (put.rows.length === 0) throw new Error(`"${id}" was published before with another text: raise its version`)
  await awaitBeginnings(tx, definition, now)
}

export interface DefinitionLine {
  id: string
  process: string
  deployedAt: string
  closed: boolean
  suspended: boolean
  running: number
  ended: number
  incidents: number
}

/** Versions with the numbers of their cases; those of one service when it is named. */
export async function definitionLines(tx: Tx, service?: string): Promise<DefinitionLine[]> {
  return (
    await tx.query<DefinitionLine>(
      `select d.id, d.main as process, d.deployed_at as "deployedAt", d.closed, d.suspended, coalesce(c.running, 0) as running, coalesce(c.ended, 0) as ended, coalesce(s.incidents, 0) as incidents
     from process.definition d
     left join (select definition, count(*) filter (where status = 0)::int as running, count(*) filter (where status <> 0)::int as ended from process.instance group by definition) c on c.definition = d.number
     left join (select i.definition, count(*)::int as incidents from jobs.incident j join process.instance i on i.case_id = j.case_id group by i.definition) s on s.definition = d.number
     where $1::text is null or d.id = $1 or d.id like replace(replace($1, '_', '\\_'), '%', '\\%') || '@%' order by split_part(d.id, '@', 1), d.deployed_at desc, d.id desc`,
      [service ?? null],
    )
  ).rows
}

/** Holds a version to the end of the transaction; cases may start on it meanwhile. */
export async function lockDefinition(tx: Tx, id: string): Promise<void> {
  await tx.query('select id from process.definition where id = $1 for no key update', [id])
}

/**
 * Closes a version to new cases, or opens it; with `suspended` its running cases stand still, without they stay as they
 * are. @returns undefined when there is none
 */
export async function setDefinitionState(
  tx: Tx,
  id: string,
  state: { closed: boolean; suspended?: boolean },
): Promise<{ id: string; closed: boolean; suspended: boolean } | undefined> {
  return (
    await tx.query<{ id: string; closed: boolean; suspended: boolean }>(
      'update process.definition set closed = $2, suspended = coalesce($3, suspended) where id = $1 returning id, closed, suspended',
      [id, state.closed, state.suspended ?? null],
    )
  ).rows[0]
}

/** Ids of the versions of a service, or the one version that is named. */
export async function versionIds(tx: Tx, serviceOrVersion: string): Promise<string[]> {
  return (await definitionLines(tx, serviceOrVersion)).map((definitionLine) => definitionLine.id)
}
