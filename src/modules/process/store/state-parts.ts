import { isApart, wholeOf, type State, type StatePart, type Wanted } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'

const columns = 'activity as "group", round, waits, body'

/** Parts of a case's state that were asked for. */
export async function readParts(tx: Tx, caseId: string, wanted: Wanted): Promise<StatePart[]> {
  const [where, values] =
    'wait' in wanted
      ? ['waits @> array[$2::integer]', [wanted.wait]]
      : wanted.round === undefined
        ? ['activity = $2', [wanted.group]]
        : ['activity = $2 and round = $3', [wanted.group, wanted.round]]
  const found = await tx.query<StatePart>(
    `select ${columns} from process.state_part where case_id = $1 and ${where} order by activity, round`,
    [caseId, ...values],
  )
  return found.rows
}

/** All parts of a case's state. */
export async function allParts(tx: Tx, caseId: string): Promise<StatePart[]> {
  const found = await tx.query<StatePart>(
    `select ${columns} from process.state_part where case_id = $1 order by activity, round`,
    [caseId],
  )
  return found.rows
}

/** The state of a case with all that is kept apart. */
export async function wholeState(tx: Tx, caseId: string, state: State): Promise<State> {
  return isApart(state) ? wholeOf(state, await allParts(tx, caseId)) : state
}

/**
 * Keeps what a step changed of the parts.
 * @param before those that it has read
 * @param after those that its state has now
 */
export async function keepParts(
  tx: Tx,
  caseId: string,
  before: readonly StatePart[],
  after: readonly StatePart[],
): Promise<void> {
  const known = new Map(before.map((part) => [nameOf(part), part]))
  const changed: StatePart[] = []
  for (const part of after) {
    const was = known.get(nameOf(part))
    known.delete(nameOf(part))
    if (!was || JSON.stringify(was.body) !== JSON.stringify(part.body)) changed.push(part)
  }
  const gone = [...known.values()]
  await Promise.all([
    changed.length > 0 &&
      tx.query(
        `insert into process.state_part (case_id, activity, round, waits, body)
         select $1, p."group", p.round, p.waits, p.body from json_to_recordset($2) as p("group" integer, round integer, waits integer[], body json)
         on conflict (case_id, activity, round) do update set waits = excluded.waits, body = excluded.body`,
        [caseId, JSON.stringify(changed)],
      ),
    gone.length > 0 &&
      tx.query(
        `delete from process.state_part p using unnest($2::integer[], $3::integer[]) as g(activity, round)
         where p.case_id = $1 and p.activity = g.activity and p.round = g.round`,
        [caseId, gone.map((part) => part.group), gone.map((part) => part.round)],
      ),
  ])
}

/** What a part is told from the others of its case by. */
export const nameOf = ({ group, round }: Pick<StatePart, 'group' | 'round'>): string => `${group}/${round}`
