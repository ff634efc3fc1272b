import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import { startDemo } from '../../demo/process/testing.ts'
import { composeInstance, type Instance } from '../../src/commands/compose.ts'
import { loadPeople } from '../../src/commands/load-data.ts'
import { loadServices } from '../../src/commands/load-services.ts'
import { readConfig } from '../../src/platform/config/index.ts'
import { projectRoot, testDatabase } from '../../src/platform/database/testing.ts'
import { claimJobs, runJob } from '../../src/platform/jobs/index.ts'
import type { Principal } from '../../src/platform/rights/index.ts'
import { performer, type UseCase } from '../../src/platform/use-case/index.ts'

/** A whole product over a real database and real demo registers, with a clock that the test turns. */
export async function openInstance() {
  const { database, url: databaseUrl, drop } = await testDatabase()
  const home = mkdtempSync(join(tmpdir(), 'darcha-case-'))
  const registers = await startDemo('registry', { PEOPLE_FILE: join(projectRoot, 'country', 'uz', 'people.yaml') })
  const config = readConfig(projectRoot, {
    DARCHA_HOME: home,
    DARCHA_REGISTERS_URL: registers.url,
    DARCHA_EXCHANGE_FOLDER: String(registers.facts['exchange']),
    DARCHA_SMTP_URL: '',
    LOG_LEVEL: 'fatal',
  })
  let now = '2026-03-02T05:00:00.000Z'
  const instance: Instance = await composeInstance({
    config,
    database,
    origin: 'http://localhost:3000',
    clock: () => now,
  })
  await loadServices(database, instance.country, '2026-01-05T04:00:00.000Z')
  await loadPeople(database, true, instance.country, '2026-01-05T04:00:00.000Z')
  const { handlers, close } = await instance.handlers()
  const performing = performer(database, instance.rights, instance.world)
  return {
    instance,
    database,
    databaseUrl,
    home,
    performing,
    get now() {
      return now
    },
    /** Turns the clock; what comes due happens. */
    async at(instant: string) {
      now = new Date(instant).toISOString()
      await settle()
    },
    settle,
    /** The demo account of this name. */
    async as(persona: string, actingFor?: string): Promise<Principal> {
      const found = (
        await database.query<{ id: string; name: string; number: string }>(
          'select id, name, number from identity.person where persona = $1',
          [persona],
        )
      ).rows[0]!
      const roles = (
        await database.query<{ role: string; body: string }>('select role, body from identity.role where person = $1', [
          found.id,
        ])
      ).rows
      return {
        personId: found.id,
        name: found.name,
        number: found.number,
        roles,
        ...(actingFor ? { actingFor: { number: actingFor, name: actingFor } } : {}),
      }
    },
    async does<Name extends string, Input extends z.ZodObject, Output extends z.ZodType>(
      who: Principal,
      useCase: UseCase<Name, Input, Output>,
      input: z.input<Input>,
    ) {
      const answer = await performing.perform(useCase, input, { principal: who, language: 'en', now })
      await settle()
      return answer
    },
    async close() {
      await close()
      await registers.stop()
      await drop()
      rmSync(home, { recursive: true, force: true })
    },
  }

  /** Does all work that is due, as the worker would; letters have no server here and stay. */
  async function settle(): Promise<void> {
    const byKind = new Map(handlers.map((handler) => [handler.kind, handler]))
    for (;;) {
      const jobs = (await claimJobs(database, now, 50)).filter((job) => job.kind !== 'notify.send')
      if (jobs.length === 0) return
      for (const job of jobs) await runJob(database, byKind.get(job.kind), job, () => now, instance.log)
    }
  }
}
