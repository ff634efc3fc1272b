import { plainDueAt, type ProcessEvent, type Variables, type Wait } from '../../kernel/process/index.ts'
import { newId, type Database, type Tx } from '../../platform/database/index.ts'
import { claimJobs, runJob, type JobHandler } from '../../platform/jobs/index.ts'
import { createEngine, type Engine, type EngineParts, type Stepped } from './model/engine.ts'
import { effectHandlers, engineHandlers, type ProcessEffect } from './model/handlers.ts'
import { deployDefinition } from './store/definitions.ts'
import { waitsOfCase } from './model/waits-of-case.ts'
import { findInstance, type Instance } from './store/instances.ts'

export const quiet = { info() {}, warn() {}, error() {}, debug() {} }
export const facts = {
  label: '2026-03-000001',
  service: 'test',
  district: '1726266',
  owner: 'office-1',
  level: 'district',
}

/** An engine over a test database, with a clock that the test moves and a worker that runs what is due. */
export class Bench {
  now = '2026-03-02T10:00:00.000Z'
  readonly database: Database
  readonly engine: Engine
  readonly handlers: JobHandler[]

  constructor(database: Database, effects: readonly ProcessEffect[] = [], parts: Partial<EngineParts> = {}) {
    this.database = database
    this.engine = createEngine({ dueAt: plainDueAt, place: () => ({ office: 'office-1' }), ...parts })
    this.handlers = [...engineHandlers(this.engine), ...effectHandlers(this.engine, effects)]
  }

  deploy(id: string, bpmn: string, dmn: string | null = null): Promise<void> {
    return this.database.transaction((tx) => deployDefinition(tx, id, bpmn, dmn, this.now))
  }

  /** @returns the id of the new case */
  async start(definition: string, variables: Variables = {}, label = facts.label): Promise<string> {
    const caseId = newId(this.now)
    await this.database.transaction((tx) =>
      this.engine.start(
        tx,
        { caseId, definition, facts: { ...facts, label }, variables },
        { now: this.now, actor: 'person:a' },
      ),
    )
    return caseId
  }

  send(caseId: string, event: ProcessEvent): Promise<Stepped> {
    return this.database.transaction((tx) => this.engine.send(tx, caseId, event, { now: this.now, actor: 'person:a' }))
  }

  async complete(
    caseId: string,
    element: string,
    result?: NonNullable<Extract<ProcessEvent, { type: 'complete' }>['result']>,
  ): Promise<Stepped> {
    const wait = (await this.waits(caseId)).find((candidate) => candidate.element === element)
    if (!wait) throw new Error(`${element} is not open`)
    return this.send(caseId, { type: 'complete', wait: wait.id, ...(result === undefined ? {} : { result }) })
  }

  async instance(caseId: string): Promise<Instance> {
    const found = await findInstance(this.database, caseId)
    if (!found) throw new Error(`no case ${caseId}`)
    return found
  }

  async waits(caseId: string): Promise<Wait[]> {
    return waitsOfCase(this.database, this.engine, await this.instance(caseId))
  }

  async open(caseId: string): Promise<string[]> {
    return (await this.waits(caseId)).map((wait) => wait.element)
  }

  /** Runs all jobs that are due at the bench's clock, and those that they bring. @returns how many */
  async work(): Promise<number> {
    for (let done = 0; ; ) {
      const jobs = await claimJobs(this.database, this.now, 20)
      if (jobs.length === 0) return done
      for (const job of jobs)
        await runJob(
          this.database,
          this.handlers.find((handler) => handler.kind === job.kind),
          job,
          () => this.now,
          quiet,
        )
      done += jobs.length
    }
  }

  after(minutes: number): this {
    this.now = new Date(Date.parse(this.now) + minutes * 60_000).toISOString()
    return this
  }

  async count(sql: string, values: unknown[] = []): Promise<number> {
    return (await this.database.query<{ n: number }>(`select count(*)::int as n from ${sql}`, values)).rows[0]!.n
  }

  transaction<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer> {
    return this.database.transaction(work)
  }
}
