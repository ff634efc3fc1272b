import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { countBurden, diagnose, lostSteps, mapProcess, repair } from '../kernel/diagnosis/index.ts'
import { compile, runToEnd } from '../kernel/process/index.ts'
import { compileDmn } from '../kernel/rules/index.ts'
import type { knownOf } from '../modules/redesign/index.ts'
import { projectRoot } from './project-root.ts'
import { decider } from './run.ts'
import { readServiceModels } from './service-models.ts'

/** What all fixes made of a way of a service. */
export interface RepairedWay {
  service: string
  way: 'before' | 'now'
  /** Findings as it is, fixes that held, findings that are left for a person, steps as it is and then. */
  found: number
  fixes: number
  left: number
  steps: { before: number; after: number }
  burden: { before: Burden; after: Burden }
  /** It compiles, every step lies between start and end, and a case goes through it to its end. */
  runs: boolean
  /** Why not; empty where it does. */
  why: string
}
type Known = ReturnType<typeof knownOf>
type Burden = ReturnType<typeof countBurden>

/**
 * Carries out all fixes over every way of every service: on paper, and as it runs here.
 * @param services ids of those that are looked at; absent: all
 */
export async function repairServices(
  country: string,
  services: readonly string[] = readdirSync(join(projectRoot, 'services')).sort(),
): Promise<RepairedWay[]> {
  const folder = join(projectRoot, 'services')
  const ways: RepairedWay[] = []
  for (const service of services) {
    const { before, now, facts, known } = await readServiceModels(join(folder, service), country)
    for (const [way, model] of Object.entries({ before, now }) as ['before' | 'now', { bpmn: string } | undefined][]) {
      if (!model) continue
      const { bpmn, done, left } = await repair(model.bpmn, facts)
      const why = await faultOf(bpmn, way === 'now' ? known : { examples: [] })
      ways.push({
        service,
        way,
        found: diagnose(model.bpmn, facts).length,
        fixes: done.length,
        left: left.length,
        steps: { before: mapProcess(model.bpmn).steps.size, after: mapProcess(bpmn).steps.size },
        burden: { before: countBurden(model.bpmn), after: countBurden(bpmn) },
        runs: why === '',
        why,
      })
    }
  }
  return ways
}

/**
 * Why a model can't be run to its end; empty where it can. Tasks are completed by themselves: with the results of an
 * example where the service has some, as `darcha run` does, else with none. Who never signs goes round for ever.
 */
async function faultOf(bpmn: string, { rules, examples }: Known): Promise<string> {
  const { graphs, problems } = await compile(bpmn)
  const error = problems.find(({ severity }) => severity === 'error')
  if (error) return error.message
  const lost = lostSteps(mapProcess(bpmn))
  if (lost.length > 0) return `${lost.join(', ')} on no way from start to end`
  const [process] = Object.keys(graphs)
  if (process === undefined) return 'no process'
  const decisions = rules === undefined ? {} : decider([await compileDmn(rules)])
  const runs = (examples.length > 0 ? examples : [{}]).map((example) =>
    runToEnd({ graphs, process, ...decisions, ...example }),
  )
  if (runs.some(({ outcome }) => outcome === 'completed')) return ''
  const [{ outcome, error: failed }] = runs as [(typeof runs)[number]]
  return `${outcome}${failed ? `: ${failed.message}` : ''}`
}

/** The page of figures for readers. */
export function repairTable(ways: readonly RepairedWay[]): string {
  const groups = (['before', 'now'] as const).map((way) => {
    const own = ways.filter((each) => each.way === way)
    const sum = (of: (each: RepairedWay) => number) => own.reduce((total, each) => total + of(each), 0)
    const pair = (of: (each: RepairedWay, when: 'before' | 'after') => number) =>
      `${sum((each) => of(each, 'before'))} → ${sum((each) => of(each, 'after'))}`
    return `| ${way === 'before' ? 'on paper, as is' : 'as it runs here'} | ${own.length} | ${sum(({ found }) => found)} | ${sum(({ fixes }) => fixes)} | ${sum(({ left }) => left)} | **${own.filter(({ runs }) => runs).length} of ${own.length}** | ${own.filter(({ left }) => left === 0).length} | ${pair(({ steps }, when) => steps[when])} | ${pair(({ burden }, when) => burden[when].documents)} | ${pair(({ burden }, when) => burden[when].visits)} |`
  })
  const rows = ways.map(
    ({ service, way, found, fixes, left, runs, why, steps, burden }) =>
      `| ${service} | ${way === 'before' ? 'paper' : 'here'} | ${found} | ${fixes} | ${left} | ${steps.before} → ${steps.after} | ${burden.before.documents} → ${burden.after.documents} | ${burden.before.visits} → ${burden.after.visits} | ${runs ? 'yes' : why} |`,
  )
  return `# What all fixes make of the services

Made by \`darcha diagnose --all --write\`. Every fix that holds is carried out over every way of every service. The way on paper is \`before.bpmn\` where
somebody drew it, else a draft made of the passport, whose order is a demo value. A to-be counts as valid and executable when it compiles, every step
lies between start and end, and a case goes through it to its end: one of the service's examples where it runs here, else one whose tasks are completed
with no result. What is left is for a person.

| way | models | findings | fixes | left | valid and executable | nothing left | steps | papers | visits |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${groups.join('\n')}

| service | way | findings | fixes | left | steps | papers | visits | runs to its end |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}
