import { z } from 'zod'
import { isNamed, type Named } from '../../../kernel/case/index.ts'
import { ruleTasks, userTasks } from '../../../kernel/process/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import type { Passport } from '../../catalogue/index.ts'
import { findInstance, tasksOfCase } from '../../process/index.ts'
import { explainRules as explain, rulesThatDecided, withholdUnseen } from '../model/explain-rules.ts'
import { looksAtCase } from '../model/look-at-case.ts'
import { sightOf } from '../model/sight.ts'
import { isApplicant, isOfficer } from '../rights.ts'
import { getApplication } from '../store/applications.ts'
import { eventsOf } from '../store/events.ts'
import { evidenceOf } from '../store/evidence.ts'

const Values = z.array(z.json())
const Demand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any') }),
  z.object({ kind: z.enum(['one-of', 'none-of']), values: Values }),
  z.object({ kind: z.literal('compared'), operator: z.enum(['<', '<=', '>', '>=']), value: z.json() }),
  z.object({
    kind: z.literal('between'),
    low: z.json(),
    high: z.json(),
    lowIncluded: z.boolean(),
    highIncluded: z.boolean(),
  }),
  z.object({ kind: z.literal('feel'), text: z.string() }),
])
const Table = z.object({
  policy: z.string(),
  rows: z.number(),
  outputs: z.array(z.string()),
  inputs: z.array(z.object({ id: z.string(), label: z.string(), expression: z.string(), value: z.json() })),
  hits: z.array(z.object({ row: z.number(), id: z.string(), demands: z.array(Demand), outputs: Values })),
})
const Decision = z.object({
  decision: z.string(),
  description: z.string().optional(),
  requires: z.array(z.string()),
  reads: z.array(z.object({ path: z.array(z.string()), value: z.json() })),
  tables: z.array(Table),
  entries: z.array(z.object({ name: z.string(), value: z.json() })),
  value: z.json(),
  /** It rests on what the reader may not see. */ withheld: z.literal(true).optional(),
})
export const RulesExplained = z.object({
  rules: z.array(
    z.object({
      element: z.string(),
      writes: z.string(),
      at: z.string(),
      /** Null when what the rule saw has changed since. */ decisions: z.array(Decision).nullable(),
    }),
  ),
})
export type RulesExplained = z.output<typeof RulesExplained>

export const explainRules = useCase({
  name: 'casework.explain-rules',
  title:
    'How the rules of an application came to their results: what they read, which rows of their tables matched, the chain of decisions',
  at: 'GET /applications/{application}/rules',
  input: z.object({ application: z.uuid() }),
  output: RulesExplained,
  needs: ['country', 'engine', 'services'],
  may: ['applicant of application', 'officer of application', 'counter of application'],
}).reads(async ({ input, principal, now, world, looked }, tx) => {
  const application = await getApplication(tx, input.application)
  for (const item of await looksAtCase(tx, principal, application, now, ['case'])) looked(item)
  const [service, instance, events, evidence] = await Promise.all([
    world.services.get(tx, application.service, application.version),
    findInstance(tx, application.caseId),
    eventsOf(tx, application.caseId),
    evidenceOf(tx, application.caseId),
  ])
  if (!instance) return { rules: [] }
  const definition = await world.engine.definitions.get(tx, instance.definition)
  const { variables } = instance.state
  const explained = explain({
    rules: ruleTasks(definition.graph),
    events,
    evidence,
    variables,
    service,
    localNow: (instant) => world.engine.environment(definition, instant).localNow ?? instant,
  })
  const [officer, own, open] = await Promise.all([
    isOfficer(tx, principal, application.caseId),
    isApplicant(tx, principal, application.caseId, now),
    tasksOfCase(tx, application.caseId),
  ])
  const sight =
    officer && !own
      ? sightOf(principal, { ...application, model: userTasks(definition.graph), open }, world.country)
      : undefined
  // what registers say of other people is not for the applicant; who decides sees what their task's model names
  const evidenceSeen = sight?.evidence ?? ownEvidence(service.passport)
  const unseen = ([root, name]: readonly string[]): boolean =>
    root === 'evidence' && (name === undefined ? evidenceSeen !== 'all' : !isNamed(evidenceSeen, name))
  const concerned = sight
    ? sight.decides
      ? explained
      : []
    : application.decidedAt
      ? rulesThatDecided(explained, events, variables)
      : []
  const shown = concerned.map((rule) => withholdUnseen(rule, unseen))
  return {
    rules: shown.map(({ decisions, ...rule }) => ({
      ...rule,
      decisions: (decisions ?? null) as RulesExplained['rules'][number]['decisions'],
    })),
  }
})

/** Evidence that is about the applicant alone. */
const ownEvidence = ({ evidence }: Pick<Passport, 'evidence'>): Named =>
  evidence.some(({ about }) => about !== undefined)
    ? new Set(evidence.flatMap(({ id, about }) => (about === undefined ? [id] : [])))
    : 'all'
