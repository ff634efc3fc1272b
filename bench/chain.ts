import { z } from 'zod'
import type { Database } from '../src/platform/database/index.ts'
import { readCountry, type Country } from '../src/platform/country/index.ts'
import { combineRights, type Principal } from '../src/platform/rights/index.ts'
import { performer, useCase } from '../src/platform/use-case/index.ts'
import { caseOfTask, caseworkRights } from '../src/modules/casework/index.ts'
import { createEngine, deployDefinition, parseTaskId, type Engine, type Stepped } from '../src/modules/process/index.ts'
import { projectRoot } from '../src/commands/project-root.ts'
import { join } from 'node:path'

export const NOW = '2026-03-02T10:00:00.000Z'
export const OFFICE = 'bench-office'

/**
 * A ring of human tasks with terms in working days, or of automatic ones: a case that never ends and always looks the
 * same. Tasks with an effect stand in a row that ends.
 */
const chain = (length: number, automatic: boolean | 'effect') => {
  const tasks = Array.from({ length }, (_, n) =>
    automatic
      ? `<serviceTask id="t${n}" name="Step ${n}"${automatic === 'effect' ? ' darcha:job="bench"' : ''}/>`
      : `<userTask id="t${n}" name="Step ${n}" darcha:act="examine" darcha:office="owner" darcha:role="officer" darcha:term="${n + 1} working days"/>`,
  )
  const flows = Array.from(
    { length },
    (_, n) =>
      `<sequenceFlow id="f${n}" sourceRef="t${n}" targetRef="${automatic === 'effect' && n + 1 === length ? 'e' : `t${(n + 1) % length}`}"/>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="bench"><process id="chain" isExecutable="true"><startEvent id="s"/><sequenceFlow id="fs" sourceRef="s" targetRef="t0"/>${automatic === 'effect' ? '<endEvent id="e"/>' : ''}${tasks.join('')}${flows.join('')}</process></definitions>`
}

export interface Chain {
  country: Country
  engine: Engine
  officer: Principal
  /**
   * One step by the whole way a person's click goes: input, right, engine, history, audit, commit. @returns the number
   * of the next wait
   */
  complete(caseId: string, wait: number): Promise<number>
  /** Starts one case. */
  start(caseId: string): Promise<Stepped>
}

/** The engine over a database, with the country's calendar and the real table of rights, and one model deployed. */
export async function chainOn(
  database: Database,
  { length = 6, automatic = false }: { length?: number; automatic?: boolean | 'effect' } = {},
): Promise<Chain> {
  const country = readCountry(join(projectRoot, 'country', 'uz'))
  const definition = `bench-${automatic === false ? 'people' : automatic === true ? 'automatic' : automatic}-${length}@1`
  const engine = createEngine({ dueAt: country.dueAtTerm, place: (_wait, facts) => ({ office: facts.owner }) })
  await database.transaction((tx) => deployDefinition(tx, definition, chain(length, automatic), null, NOW))
  const officer: Principal = {
    personId: '00000000-0000-7000-8000-00000000beef',
    roles: [{ role: 'officer', body: OFFICE }],
  }
  const perform = performer(database, combineRights(caseworkRights), { engine })
  const facts = { label: '2026-03-000001', service: 'bench', district: '1726266', owner: OFFICE, level: 'district' }
  return {
    country,
    engine,
    officer,
    complete: async (caseId, wait) =>
      (
        await perform.perform(
          completeStep,
          { task: `${caseId}.${wait}`, outcome: 'accepted', note: 'Complete and correct.' },
          { principal: officer, language: 'en', now: NOW },
        )
      ).next,
    start: (caseId) =>
      database.transaction((tx) =>
        engine.start(
          tx,
          {
            caseId,
            definition,
            facts,
            variables: { applicant: '30101900000001', area: 240, floors: 2, district: '1726266', urgent: false },
          },
          { now: NOW, actor: 'system' },
        ),
      ),
  }
}

const completeStep = useCase({
  name: 'bench.complete-step',
  title: 'Complete a task of a chain',
  at: 'POST /bench/{task}',
  input: z.object({ task: z.string().max(60), outcome: z.string().max(20), note: z.string().max(200) }),
  output: z.object({ next: z.number() }),
  may: 'performer of task',
  needs: ['engine'],
  edits: caseOfTask,
}).does(async ({ input, principal, now, world }, tx) => {
  const { caseId, wait } = parseTaskId(input.task)!
  const { step } = await world.engine.send(
    tx,
    caseId,
    { type: 'complete', wait, result: { outcome: input.outcome, note: input.note } },
    { now, actor: `person:${principal.personId}` },
  )
  return { answer: { next: step.opened[0]?.id ?? 0 }, subject: caseId, facts: { outcome: input.outcome } }
})

/** Ids of the copies: decimal digits are hexadecimal ones too, so that pgbench can make them of a random number. */
export const caseNumbered = (number: number): string => `00000000-0000-7000-8000-${FIRST + number}`
export const FIRST = 100_000_000_000

/**
 * Copies a case with all its rows: the same as so many started by the engine, in a fraction of the time.
 * @param from number of the first copy
 */
export async function copyCase(database: Database, template: string, from: number, count: number): Promise<void> {
  const numbers = `('00000000-0000-7000-8000-' || (${FIRST}::bigint + n))::uuid`
  const series = `generate_series(${from}::bigint, ${from + count - 1}::bigint) n`
  const copy = (table: string, key: string, columns: string) =>
    database.query(
      `insert into ${table} (${key}, ${columns}) select ${numbers}, ${columns} from ${table}, ${series} where ${key} = '${template}' order by n`,
    )
  await copy('process.instance', 'case_id', 'definition, status, suspended, facts, state, started_at')
  await copy(
    'process.task',
    'case_id',
    'wait, element, act, performer, office, role, service, label, assignee, opened_at, due_at, attributes',
  )
  await copy('process.subscription', 'case_id', 'wait, kind, name, key')
  await copy('jobs.job', 'case_id', 'kind, wait, payload, run_at, lane')
  await copy('audit.head', 'subject', 'seq, hash')
  await copy('audit.event', 'subject', 'seq, at, kind, actor, body, hash')
}

/**
 * As autovacuum would leave them: so that the side measured second does not pay for the first. No checkpoint: after one
 * every page is
 * written whole into the log at its first change, which in a run of seconds is most of the work and in a day nearly
 * none.
 */
export async function tidy(database: Database): Promise<void> {
  for (const table of [
    'process.instance',
    'process.task',
    'process.subscription',
    'jobs.job',
    'audit.head',
    'audit.event',
  ])
    await database.query(`vacuum (analyze) ${table}`)
}
