import pg from 'pg'
import type { StartedInstance } from '../testing/start-instance.ts'
import type { Accepted } from './drive-cases.ts'
import type { Letter } from './letters.ts'

export interface Counted {
  problems: string[]
  facts: Record<string, number>
}

/** Not a job that renews itself for ever: of those there is one of a kind, and the kind is its key. */
export const ENDS = '(key is distinct from kind)'

/** Work for now; what is due only in days is a lawful term. */
export const PRESENT = "(kind <> 'process.timer' or run_at < now() + interval '1 day')"

/**
 * Counts what is in the database, the audit and the mailbox against the test's own book.
 * @param letters every letter that reached the mailbox
 */
export async function countDamage(
  instance: StartedInstance,
  accepted: readonly Accepted[],
  letters: readonly Letter[],
): Promise<Counted> {
  const problems: string[] = []
  const client = new pg.Client({ connectionString: instance.databaseUrl })
  await client.connect()
  const rows = async <Row extends pg.QueryResultRow>(text: string): Promise<Row[]> =>
    (await client.query<Row>(text)).rows
  try {
    const applications = new Map(
      (
        await rows<{ id: string; number: string; status: string; closed: boolean }>(
          'select case_id as id, number, status, closed_at is not null as closed from casework.application',
        )
      ).map((row) => [row.id, row]),
    )
    if (applications.size !== accepted.length)
      problems.push(`${accepted.length} cases were accepted, ${applications.size} are there`)
    if (new Set(accepted.map((item) => item.id)).size !== accepted.length)
      problems.push('two keys were answered with one case')
    if (new Set(accepted.map((item) => item.number)).size !== accepted.length) problems.push('a number was given twice')

    const issued = countBy(
      await rows<{ id: string; n: number }>(
        "select case_id as id, count(*)::int as n from documents.result where status = 'valid' group by 1",
      ),
    )
    const drafts = (await rows("select code from documents.result where status = 'draft'")).length
    const paid = countBy(
      await rows<{ id: string; n: number }>(
        "select p.case_id as id, count(*)::int as n from pay.payment p join pay.transaction t on t.payment = p.id where p.state = 'paid' and t.state = 2 and t.amount = p.amount group by 1",
      ),
    )
    const terms = countBy(
      await rows<{ id: string; n: number }>(
        `select case_id as id, count(*)::int as n from jobs.job where not (${PRESENT}) group by 1`,
      ),
    )
    const notices = Map.groupBy(
      await rows<{ id: string; text: string }>('select case_id as id, text from casework.notice'),
      (row) => row.id,
    )
    const events = new Map(
      (
        await rows<{
          id: string
          filed: number
          issued: number
          paid: number
        }>(`select subject as id, (count(*) filter (where kind = 'casework.submit-application'))::int as filed, (count(*) filter (where kind = 'documents.issued'))::int as issued,
      (count(*) filter (where kind = 'casework.paid'))::int as paid from audit.event group by 1`)
      ).map((row) => [row.id, row]),
    )
    for (const { id, number, scenario } of accepted) {
      const say = (what: string, found: unknown, wanted: unknown) => {
        if (JSON.stringify(found) !== JSON.stringify(wanted))
          problems.push(
            `${number} (${scenario.name}): ${what} ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`,
          )
      }
      const found = applications.get(id)
      say('is kept as', found?.number, number)
      say('status', found?.status, scenario.status)
      say('closed', found?.closed, !scenario.mayBeAppealed)
      say('terms of appeal', terms.get(id) ?? 0, scenario.mayBeAppealed ? 1 : 0)
      say('documents in force', issued.get(id) ?? 0, scenario.documents)
      say('performed payments', paid.get(id) ?? 0, scenario.payments)
      say('notices', (notices.get(id) ?? []).map((item) => item.text).sort(), [...scenario.notices].sort())
      say(
        'audit',
        [events.get(id)?.filed, events.get(id)?.issued, events.get(id)?.paid],
        [1, scenario.documents, scenario.payments],
      )
    }
    if (drafts > 0) problems.push(`${drafts} drafts of documents were left`)

    const jobs = await rows<{ kind: string; stopped: boolean; ends: boolean; problem: string | null }>(
      `select kind, stopped_at is not null as stopped, ${ENDS} as ends, problem from jobs.job where ${PRESENT}`,
    )
    for (const job of jobs)
      if (job.stopped || job.ends)
        problems.push(`a job was left: ${job.kind}${job.stopped ? ` stopped: ${job.problem}` : ''}`)
    for (const row of await rows<{ payment: string; n: number }>(
      'select payment, count(*)::int as n from pay.transaction where state = 2 group by 1 having count(*) > 1',
    ))
      problems.push(`payment ${row.payment} was taken ${row.n} times`)

    const audit = JSON.parse((await instance.command('verify', '--audit', '--json')).stdout) as {
      valid: boolean
      problems: { message: string }[]
      facts: { events?: number }
    }
    if (!audit.valid) problems.push(...audit.problems.map((problem) => `audit: ${problem.message}`))

    // a letter may go out again after a crash, but then it carries the same id, by which a mail program knows it
    const ids = new Set(letters.map((letter) => letter.id))
    const wanted = accepted.reduce((sum, item) => sum + item.scenario.notices.length, 0)
    if (ids.size !== wanted) problems.push(`${ids.size} different letters instead of ${wanted}`)
    return {
      problems,
      facts: {
        cases: applications.size,
        documents: [...issued.values()].reduce((sum, n) => sum + n, 0),
        paid: paid.size,
        letters: ids.size,
        lettersSentAgain: letters.length - ids.size,
        auditEvents: audit.facts.events ?? 0,
      },
    }
  } finally {
    await client.end()
  }
}

const countBy = (rows: readonly { id: string; n: number }[]) => new Map(rows.map((row) => [row.id, row.n]))
