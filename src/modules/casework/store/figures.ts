import type { Tx } from '../../../platform/database/index.ts'

/** How the product itself is doing: counts only, nothing of anybody. */
export interface Figures {
  since: string
  asked: { service: string; count: number }[]
  decided: number
  inTime: number
}

const DAYS = 30

/** Counts the applications of the last 30 days; what the State began by itself was asked for by nobody. */
export async function countFigures(tx: Tx, now: string): Promise<Figures> {
  const since = new Date(Date.parse(now) - DAYS * 86_400_000).toISOString()
  const [asked, decided] = await Promise.all([
    tx.query<{ service: string; count: number }>(
      "select service, count(*)::int as count from casework.application where filed_at >= $1 and channel <> 'proactive' group by service order by 2 desc, 1 limit 10",
      [since],
    ),
    tx.query<{ decided: number; inTime: number }>(
      'select count(*)::int as decided, (count(*) filter (where due_at is null or decided_at <= due_at))::int as "inTime" from casework.application where decided_at >= $1',
      [since],
    ),
  ])
  return { since, asked: asked.rows, ...decided.rows[0]! }
}

export async function keepFigures(tx: Tx, figures: Figures, now: string): Promise<void> {
  await tx.query(
    'insert into casework.figures (counted_at, answer) values ($1, $2) on conflict (id) do update set counted_at = excluded.counted_at, answer = excluded.answer',
    [now, JSON.stringify(figures)],
  )
}

/** What was counted last; undefined where no worker has counted yet. */
export async function keptFigures(tx: Tx): Promise<Figures | undefined> {
  return (await tx.query<{ answer: Figures }>('select answer from casework.figures where id = 1', [])).rows[0]?.answer
}
