import type { Client } from 'pg'
import type { Database } from '../../src/platform/database/index.ts'

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Plans?: Node[]
}

/** Rows that each table with cases is filled up to: enough that reading it whole is never the cheapest. */
const ROWS = 1000

/**
 * Fills the tables of cases by copying what the scenario left there, under new ids: the same for a case in every table.
 * Columns are taken
 * from the catalogue, so that a migration needs no change here.
 */
export async function fillUp(database: Database): Promise<void> {
  const tables = (
    await database.query<{ name: string; keys: Record<string, string> }>(
      `
    select c.oid::regclass::text as name, jsonb_object_agg(a.attname, format_type(a.atttypid, null)) as keys
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('casework', 'process', 'jobs', 'audit', 'documents', 'pay', 'exchange') and a.attgenerated = ''
      and (a.attname in ('case_id', 'subject') or exists (select from pg_index i where i.indrelid = c.oid and i.indisunique and a.attnum = any(i.indkey)))
    group by c.oid having bool_or(a.attname in ('case_id', 'subject'))`,
      [],
    )
  ).rows
  for (const { name, keys } of tables) {
    const changed = Object.entries(keys).map(
      ([column, type]) => `'${column}', ${COPIED[type]?.(`t.${column}`) ?? `to_jsonb(t.${column})`}`,
    )
    // a table that can't be copied like this stays as it is: its statements are explained on what is there
    await database
      .query(`insert into ${name} overriding system value select (jsonb_populate_record(t, jsonb_build_object(${changed.join(', ')}))).*
      from ${name} t, generate_series(1, (select ${ROWS} / greatest(count(*), 1) from ${name})::int) n on conflict do nothing`)
      .catch(() => undefined)
  }
  // indexes as small as can be, every page known to be visible: neither the order in which rows came nor what the server
  // does by itself meanwhile (its own analysis keeps pages from being so) may decide between two plans
  const schemas = await database.query<{ name: string }>(
    `select quote_ident(nspname) as name from pg_namespace where nspname !~ '^(pg_|information_schema)'`,
    [],
  )
  for (const { name } of schemas.rows) await database.query(`reindex schema ${name}`)
  for (let tries = 0; tries < 20; tries++) {
    await database.query('vacuum (analyze, freeze)')
    const { rows } = await database.query<{ worst: number }>(
      `select coalesce(max((relpages - relallvisible)::float / relpages), 0) as worst from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and c.relpages > 20 and n.nspname !~ '^(pg_|information_schema)'`,
      [],
    )
    if (rows[0]!.worst < 0.1) break
  }
}

const COPIED: Record<string, (column: string) => string> = {
  uuid: (column) => `to_jsonb(md5(${column}::text || n)::uuid)`,
  text: (column) => `to_jsonb(${column} || '-' || n)`,
  bigint: (column) => `to_jsonb(${column} + n * 1000000::bigint)`,
}

/**
 * How PostgreSQL finds what a statement wants, as a prepared statement does it with values it does not know. It is
 * asked to leave reading whole
 * tables to the last: what is still read whole has no index that could serve, however much there will be.
 * @returns undefined for statements without a plan
 */
export async function planOf(client: Client, text: string): Promise<{ access: string[]; tree: string[] } | undefined> {
  if (!/^(select|insert|update|delete|with)\b/i.test(text)) return undefined
  try {
    const { rows } = await client.query(`explain (generic_plan, costs off, format json) ${text}`)
    const plan = rows[0]['QUERY PLAN'][0].Plan as Node
    const tree = treeOf(plan, 0).map(ofAnyMonth)
    return {
      access: [...new Set(accessOf(plan).map(ofAnyMonth))].sort(),
      tree: tree.filter((line, at) => line !== tree[at - 1]),
    }
  } catch (error) {
    return { access: [`no plan: ${(error as Error).message}`], tree: [] }
  }
}

/** The history has a partition a month, all alike: what is written here must not change with the date. */
const ofAnyMonth = (text: string): string => text.replaceAll(/event_\d{4}_\d{2}/g, 'event_month')

/** The planner of one connection, set so that it says the same each time. */
export async function settle(client: Client): Promise<void> {
  for (const setting of [
    'enable_seqscan = off',
    'jit = off',
    'max_parallel_workers_per_gather = 0',
    "work_mem = '16MB'",
  ])
    await client.query(`set ${setting}`)
}

function accessOf(node: Node, table?: string): string[] {
  const name = node['Relation Name'] ?? table
  const own = node['Index Name']
    ? [`${name ?? ''} ${node['Index Cond'] ? 'by' : 'along'} ${node['Index Name']}`]
    : node['Node Type'] === 'Seq Scan'
      ? [`${name} whole`]
      : []
  return [
    ...own,
    ...(node.Plans ?? []).flatMap((plan) =>
      accessOf(
        plan,
        node['Node Type'] === 'Bitmap Heap Scan' ||
          node['Node Type'] === 'BitmapOr' ||
          node['Node Type'] === 'BitmapAnd'
          ? name
          : undefined,
      ),
    ),
  ]
}

function treeOf(given: Node, depth: number): string[] {
  const node = withoutBitmap(given)
  return [
    `${'  '.repeat(depth)}${node['Node Type']}${node['Index Name'] ? ` ${node['Index Name']}` : node['Relation Name'] ? ` ${node['Relation Name']}` : ''}${node['Index Cond'] ? `: ${node['Index Cond']}` : ''}`,
    ...(node.Plans ?? []).flatMap((plan) => treeOf(plan, depth + 1)),
  ]
}

/** Through one index, with a bitmap or without: how many rows there happen to be decides, and the day on which they are made. */
function withoutBitmap(node: Node): Node {
  const [only, ...others] = node.Plans ?? []
  return node['Node Type'] === 'Bitmap Heap Scan' && only?.['Node Type'] === 'Bitmap Index Scan' && others.length === 0
    ? { ...only, 'Node Type': 'Index Scan' }
    : node
}
