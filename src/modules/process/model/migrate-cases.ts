import {
  migrate,
  takeApart,
  waitsOf,
  type Environment,
  type Migrated,
  type Problem,
} from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { enqueue, type JobHandler } from '../../../platform/jobs/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { putOnVersion, runningCases, type RunningCase } from '../store/migrating.ts'
import { allParts, keepParts } from '../store/state-parts.ts'
import { stepRows, writeStep } from '../store/steps.ts'
import { withCalled, type Definition } from './definition.ts'
import type { Act, Engine } from './engine.ts'
import { refusal } from './refusals.ts'
import { kindOfStep } from './events.ts'

/** A move of all running cases of one version to another; an element that `mapping` does not name keeps its id. */
export interface Migration {
  from: string
  to: string
  mapping: Record<string, string>
}

export interface MigrationProblem {
  severity: 'error' | 'warning'
  element: string
  message: string
  remedy: string
  cases: number /** Numbers of a few of them. */
  examples: string[]
}

export interface MigrationPlan {
  moving: number
  staying: number
  problems: MigrationProblem[]
}

export interface MigratedBatch {
  moved: number
  stayed: number /** The last case looked at, when there may be more. */
  next?: string
}

const PAGE = 500
const BATCH = 200
const EXAMPLES = 5

/**
 * Looks at every running case of the old version, and moves none. @throws Refusal when a version is unknown or of
 * another process
 */
export async function planMigration(tx: Tx, engine: Engine, migration: Migration, now: string): Promise<MigrationPlan> {
  const versions = await versionsOf(tx, engine, migration)
  const plan: MigrationPlan = { moving: 0, staying: 0, problems: [] }
  const known = new Map<string, MigrationProblem>()
  for (let after: string | undefined; ; ) {
    const page = await runningCases(tx, migration.from, after, PAGE, false)
    for (const runningCase of page) {
      const { problems } = await migrated(tx, engine, versions, runningCase, migration.mapping, now)
      if (problems.some((each) => each.severity === 'error')) plan.staying++
      else plan.moving++
      for (const problem of problems) note(known, problem, runningCase.facts.label)
    }
    after = page.at(-1)?.caseId
    if (page.length < PAGE) break
  }
  plan.problems.push(...known.values())
  return plan
}

/** Moves up to `size` running cases; one that the new version can't take stays where it is. */
export async function migrateBatch(
  tx: Tx,
  engine: Engine,
  migration: Migration,
  act: Act & { reason: string },
  after?: string,
  size = BATCH,
): Promise<MigratedBatch> {
  const versions = await versionsOf(tx, engine, migration)
  const batch: MigratedBatch = { moved: 0, stayed: 0 }
  const page = await runningCases(tx, migration.from, after, size, true)
  for (const runningCase of page) {
    const result = await migrated(tx, engine, versions, runningCase, migration.mapping, act.now)
    if (result.problems.some((each) => each.severity === 'error')) batch.stayed++
    else {
      await write(tx, engine, versions.to, runningCase, result, migration, act)
      batch.moved++
    }
  }
  const last = page.at(-1)
  return last && page.length === size ? { ...batch, next: last.caseId } : batch
}

/** Goes on where a migration left off, batch by batch; each batch is one transaction. */
export async function migrateRest(
  tx: Tx,
  migration: Migration,
  act: Act & { reason: string },
  next: string,
): Promise<void> {
  await enqueue(
    tx,
    { kind: 'process.migrate', payload: { migration, actor: act.actor, reason: act.reason, next } },
    act.now,
  )
}

export function migrateHandler(engine: Engine): JobHandler {
  return {
    kind: 'process.migrate',
    async finish(tx, job, _outcome, now) {
      const { migration, actor, reason, next } = job.payload as {
        migration: Migration
        actor: string
        reason: string
        next: string
      }
      const act = { now, actor, reason }
      const batch = await migrateBatch(tx, engine, migration, act, next)
      if (batch.next) await migrateRest(tx, migration, act, batch.next)
    },
  }
}

interface Versions {
  from: Definition
  to: Definition
}

async function versionsOf(tx: Tx, engine: Engine, { from, to }: Migration): Promise<Versions> {
  const found = { from: await engine.definitions.find(tx, from), to: await engine.definitions.find(tx, to) }
  if (!found.from || !found.to) throw new Refusal(general['not-found'])
  if (from === to || from.split('@')[0] !== to.split('@')[0]) throw new Refusal(refusal['other-process'])
  return found as Versions
}

async function migrated(
  tx: Tx,
  engine: Engine,
  { from, to }: Versions,
  runningCase: RunningCase,
  mapping: Record<string, string>,
  now: string,
): Promise<Migrated> {
  return across(tx, engine, to, (graph) =>
    migrate(runningCase.state, from.graph, to.graph, mapping, { ...engine.environment(to, now), graph }),
  )
}

const across = <Answer>(
  tx: Tx,
  engine: Engine,
  definition: Definition,
  work: (graph: NonNullable<Environment['graph']>) => Answer,
) => withCalled(definition, (id) => engine.definitions.find(tx, id), work)

async function write(
  tx: Tx,
  engine: Engine,
  to: Definition,
  runningCase: RunningCase,
  result: Migrated,
  migration: Migration,
  act: Act & { reason: string },
): Promise<void> {
  const { state, opened, closed } = result
  const stored = takeApart(state)
  const record = {
    caseId: runningCase.caseId,
    facts: runningCase.facts,
    now: act.now,
    kind: kindOfStep('migrate'),
    actor: act.actor,
    place: engine.placeOf,
    step: { state: stored.state, opened, closed, moves: [], thrown: [], outcome: 'running' as const },
    body: {
      from: migration.from,
      to: migration.to,
      reason: act.reason,
      ...(Object.keys(migration.mapping).length > 0 ? { mapping: migration.mapping } : {}),
    },
  }
  await writeStep(tx, record, stepRows(record))
  if (stored.parts.length > 0)
    await keepParts(tx, runningCase.caseId, await allParts(tx, runningCase.caseId), stored.parts)
  const waits = await across(tx, engine, to, (graph) => waitsOf(state, to.graph, graph))
  const fresh = new Set(opened.map((wait) => wait.id))
  await putOnVersion(tx, {
    caseId: runningCase.caseId,
    facts: runningCase.facts,
    to: to.id,
    kept: waits.filter((wait) => !fresh.has(wait.id)),
    now: act.now,
    place: () => ({ office: runningCase.facts.owner }),
  })
}

function note(known: Map<string, MigrationProblem>, problem: Problem, label: string): void {
  const name = `${problem.severity} ${problem.element ?? ''} ${problem.message}`
  const noted = known.get(name) ?? {
    severity: problem.severity,
    element: problem.element ?? '',
    message: problem.message,
    remedy: problem.remedy ?? '',
    cases: 0,
    examples: [],
  }
  noted.cases++
  if (noted.examples.length < EXAMPLES) noted.examples.push(label)
  known.set(name, noted)
}
