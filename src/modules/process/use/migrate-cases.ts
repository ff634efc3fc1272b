import { z } from 'zod'
import { actorOf } from '../../../platform/rights/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { migrateBatch, migrateRest, planMigration as plan } from '../model/migrate-cases.ts'
import { DefinitionId, Reason } from './reason.ts'

const Mapping = z.record(z.string().max(200), z.string().max(200))
const Plan = z.object({
  moving: z.number(),
  staying: z.number(),
  problems: z.array(
    z.object({
      severity: z.enum(['error', 'warning']),
      element: z.string(),
      message: z.string(),
      remedy: z.string(),
      cases: z.number(),
      examples: z.array(z.string()),
    }),
  ),
})

export const planMigration = useCase({
  name: 'process.plan-migration',
  title: 'Say how many running cases of a version could move to another, and what keeps the others; nothing is moved',
  at: 'POST /definitions/{from}/plan-migration',
  input: z.object({ from: DefinitionId, to: DefinitionId, mapping: Mapping.default({}) }),
  output: Plan,
  may: 'role administrator',
  needs: ['engine'],
}).reads(({ input, now, world }, tx) => plan(tx, world.engine, input, now))

export const migrateCases = useCase({
  name: 'process.migrate-cases',
  title:
    'Move the running cases of a version to another; one that it can not take stays. The first are moved at once, the others by the worker',
  at: 'POST /definitions/{from}/migrate',
  input: z.object({
    from: DefinitionId,
    to: DefinitionId,
    /** New element ids by old ones; what is not named keeps its id. */
    mapping: Mapping.default({}),
    /** Only say what would happen. */
    dryRun: z.boolean().default(false),
    reason: Reason,
  }),
  output: Plan.extend({ moved: z.number(), goingOn: z.boolean() }),
  may: 'role administrator',
  needs: ['engine'],
  records: {
    about: 'system',
    facts: z.object({
      from: z.string(),
      to: z.string(),
      mapping: Mapping,
      dryRun: z.boolean(),
      reason: z.string(),
      moving: z.int(),
      staying: z.int(),
    }),
    readers: 'officials',
  },
  status: 202,
}).does(async ({ input, principal, now, world }, tx) => {
  const { dryRun, reason, ...migration } = input
  const planned = await plan(tx, world.engine, migration, now)
  const act = { now, actor: actorOf(principal), reason }
  const batch = dryRun ? { moved: 0 } : await migrateBatch(tx, world.engine, migration, act)
  const next = 'next' in batch ? batch.next : undefined
  if (next) await migrateRest(tx, migration, act, next)
  return {
    answer: { ...planned, moved: batch.moved, goingOn: next !== undefined },
    facts: { ...migration, dryRun, reason, moving: planned.moving, staying: planned.staying },
  }
})
