import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'

const DAYS = 30

/** How the product itself is doing: counts only, nothing of anybody. */
export const showFigures = useCase({
  name: 'casework.show-figures',
  title: 'What was asked for most in the last 30 days, and how many applications were decided in time',
  at: 'GET /figures',
  input: z.object({}),
  output: z.object({ since: z.string(), asked: z.array(z.object({ service: z.string(), count: z.number() })), decided: z.number(), inTime: z.number() }),
  may: 'anyone',
}).reads(async ({ now }, tx) => {
  const since = new Date(Date.parse(now) - DAYS * 86_400_000).toISOString()
  const asked = await tx.query<{ service: string; count: number }>('select service, count(*)::int as count from casework.application where filed_at >= $1 group by service order by 2 desc, 1 limit 10', [since])
  const decided = await tx.query<{ decided: number; inTime: number }>('select count(*)::int as decided, (count(*) filter (where due_at is null or decided_at <= due_at))::int as "inTime" from casework.application where decided_at >= $1', [since])
  return { since, asked: asked.rows, ...decided.rows[0]! }
})
