import { createHash } from 'node:crypto'
import { cookies } from 'next/headers'
import pg from 'pg'

let pool
const query = (name, text, values) => (pool ??= new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })).query({ name, text, values }).then((found) => found.rows)

/** Who asks, by the session's cookie, as in the product. */
export async function person() {
  const token = (await cookies()).get('session')?.value ?? ''
  const [row] = await query('person', 'select p.id, p.name from identity.session s join identity.person p on p.id = s.person where s.token_hash = $1 and s.expires_at > now()', [createHash('sha256').update(token).digest()])
  return row
}

/** The same fifty rows as the product's worklist. */
export const worklist = (office) => query('worklist',
  `select t.case_id as id, t.label, t.act, t.due_at as due, t.assignee, a.applicant ->> 'name' as name
   from (select case_id, wait, label, act, due_at, assignee from process.task where office = $1 and performer = 'office' and not held and role = 'officer' order by due_at, case_id, wait limit 50) t
   join casework.application a on a.case_id = t.case_id order by t.due_at`, [office])

export const service = (id) => query('service', 'select passport from catalogue.service_version where id = $1 order by version desc limit 1', [id])
