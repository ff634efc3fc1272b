import { countBurden, stepPlaces } from '../kernel/diagnosis/index.ts'
import { ACTS, DEFAULT_ACT, type ActName } from '../kernel/case/index.ts'
import { spreadOf } from '../kernel/mining/index.ts'
import { compile, type Json, type Wait } from '../kernel/process/index.ts'
import { simulate as run, type Simulated } from '../kernel/simulation/index.ts'
import { onlyCountry } from '../platform/config/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { projectRoot } from './project-root.ts'
import { readModelAt } from './service-models.ts'

const usage =
  'Usage: darcha simulate MODEL.bpmn|SERVICE [--before] [--cases N] [--seed S] [--replications N] [--compare OTHER.bpmn] [--between MINUTES] [--staff N] [--country ID] [--json]'

/** What nobody has measured: made up, and said so in every answer. */
const DEMO = { minutes: 30, applicantMinutes: 1440, jobMinutes: 1, between: 60, staff: 2 }

/** `darcha simulate`: how long cases would take. */
export const simulate: Command = {
  summary: 'let made-up cases run through a process, and tell how long they take',
  help: `${usage}

Cases come by chance, go through the process by the same steps as real ones, and wait for people of the offices that its steps name.
Work ends as the first outcome of its act says; a decision of the rules is not evaluated, so that a gateway takes its default way.
The same seed gives the same numbers, and the same step draws the same time in both models that are compared.

  --cases N          cases of one run; default: 1000
  --seed S           whole number; default: 1
  --replications N   runs, from which the interval of 95 % is made; default: 10
  --compare OTHER    a second model, with the difference of the means and its interval
  --before           of a service: the way on paper
  --between MINUTES  mean time between two cases; default: ${DEMO.between}, a demo value
  --staff N          people in each office; default: ${DEMO.staff}, a demo value
  --json             one JSON document on stdout

Times are minutes, day and night. Minutes of work are darcha:minutes of the step, else demo values: ${DEMO.minutes} in an office,
${DEMO.applicantMinutes} until an applicant does something, ${DEMO.jobMinutes} for what the system does.
Exit code 0 when the cases came to their end, 1 when the model can't be run or cases did not.`,
  async run(args) {
    const number = { type: 'string' } as const
    const { values, positionals } = readArguments(
      args,
      {
        before: { type: 'boolean', default: false },
        cases: { ...number, default: '1000' },
        seed: { ...number, default: '1' },
        replications: { ...number, default: '10' },
        between: { ...number, default: String(DEMO.between) },
        staff: { ...number, default: String(DEMO.staff) },
        compare: number,
        country: { ...number, default: process.env['COUNTRY'] ?? onlyCountry(projectRoot) },
      },
      usage,
    )
    const [path] = positionals
    if (path === undefined || positionals.length > 1) throw new WrongUsage(`name one model or service\n${usage}`)
    const plan = {
      cases: whole(values.cases, '--cases', 1_000_000),
      seed: whole(values.seed, '--seed', 2 ** 31 - 1),
      replications: whole(values.replications, '--replications', 1000),
      between: whole(values.between, '--between', 1_000_000),
      staff: whole(values.staff, '--staff', 100_000),
    }
    const first = await replicate((await readModelAt(path, values)).bpmn, plan)
    const second =
      values.compare === undefined
        ? undefined
        : await replicate((await readModelAt(values.compare, { ...values, before: false })).bpmn, plan)
    const failed = [first, second].find((each) => each && 'error' in each)
    if (failed && 'error' in failed) {
      if (values.json) printJson(failed)
      else process.stderr.write(`${failed.error}\n`)
      return exit.problem
    }
    const one = first as Replicated
    const other = second as Replicated | undefined
    const difference = other && intervalOf(other.means.map((mean, at) => mean - one.means[at]!))
    const result = {
      ...one.report,
      ...(other && difference ? { compared: { ...other.report, cycleTimeDifference: difference } } : {}),
    }
    if (values.json) printJson(result)
    else {
      const { cycleTime, waiting, visits, documents, unfinished } = one.report
      process.stdout.write(
        `${plan.cases} cases, ${plan.replications} runs, seed ${plan.seed}: ${round(cycleTime.mean)} minutes ± ${round(cycleTime.ci95)}, of them ${round(waiting.mean)} waiting; ${visits} visits, ${documents} papers\n`,
      )
      if (difference) process.stdout.write(`compared: ${round(difference.mean)} minutes ± ${round(difference.ci95)}\n`)
      if (unfinished > 0) process.stdout.write(`${unfinished} cases did not end: ${one.report.cause}\n`)
      for (const line of one.report.demoValues) process.stdout.write(`demo value: ${line}\n`)
    }
    return one.report.unfinished + (other?.report.unfinished ?? 0) > 0 ? exit.problem : exit.good
  },
}

interface Plan {
  cases: number
  seed: number
  replications: number
  between: number
  staff: number
}
type Replicated = { means: number[]; report: ReturnType<typeof reportOf> }

async function replicate(bpmn: string, plan: Plan): Promise<Replicated | { error: string }> {
  const { graphs, problems } = await compile(bpmn)
  const [graph] = Object.values(graphs)
  if (!graph) return { error: problems.map(({ message }) => message).join('; ') }
  const places = new Map(stepPlaces(bpmn).map((place) => [place.id, place]))
  const unmeasured = new Set<string>()
  const minutes = (element: string): number => {
    const place = places.get(element)
    if (place?.minutes !== undefined) return place.minutes
    unmeasured.add(element)
    return place?.byHand === false
      ? DEMO.jobMinutes
      : place?.body === 'applicant'
        ? DEMO.applicantMinutes
        : DEMO.minutes
  }
  const runs = Array.from({ length: plan.replications }, (_, at) =>
    run({
      graph,
      cases: plan.cases,
      seed: Math.imul(plan.seed, 1000) + at,
      between: plan.between,
      minutes,
      unit(element) {
        const place = places.get(element)
        return place?.byHand === true && place.body !== 'applicant' ? place.body || 'office' : undefined
      },
      staff: () => plan.staff,
      result: resultOf,
    }),
  )
  const means = runs.map(({ cycle }) => spreadOf(cycle).mean ?? 0)
  return { means, report: reportOf(bpmn, { plan, runs, means, unmeasured: [...unmeasured] }) }
}

/** The first outcome of an act is what goes on. */
function resultOf({ attributes, kind }: Wait): Json | undefined {
  if (kind !== 'task') return undefined
  const act = ACTS[(attributes['act'] ?? DEFAULT_ACT) as ActName]
  const [outcome] = Object.keys(act?.outcomes ?? {})
  return outcome === undefined ? undefined : { outcome }
}

interface Ran {
  plan: Plan
  runs: readonly Simulated[]
  /** Mean time of a case, by run. */
  means: readonly number[]
  unmeasured: readonly string[]
}

function reportOf(bpmn: string, { plan, runs, means, unmeasured }: Ran) {
  const all = spreadOf(runs.flatMap(({ cycle }) => cycle))
  const { visits, documents } = countBurden(bpmn)
  const units = (runs[0]?.units ?? []).map(({ id, staff }) => ({
    id,
    staff,
    utilisation: intervalOf(runs.map((each) => each.units.find((unit) => unit.id === id)?.utilisation ?? 0)).mean,
  }))
  const causes = runs.flatMap(({ cause }) => cause ?? [])
  return {
    cases: plan.cases,
    seed: plan.seed,
    replications: plan.replications,
    cycleTime: {
      mean: all.mean ?? 0,
      p50: all.p50 ?? 0,
      p95: all.p95 ?? 0,
      ci95: intervalOf(means).ci95,
    },
    waiting: intervalOf(runs.map(({ waiting }) => spreadOf(waiting).mean ?? 0)),
    // nobody has given a cost
    cost: null,
    visits,
    documents,
    units,
    bottleneck: units.toSorted((one, other) => other.utilisation - one.utilisation)[0]?.id ?? null,
    unfinished: runs.reduce((sum, { unfinished }) => sum + unfinished, 0),
    ...(causes[0] === undefined ? {} : { cause: causes[0] }),
    demoValues: [
      `${plan.between} minutes between two cases`,
      `${plan.staff} people in each office`,
      ...unmeasured.map((element) => `minutes of work at ${element}`),
    ],
  }
}

/** Student's t at 97.5 % for 1 to 30 degrees of freedom; from there on the normal value is near enough. */
const T = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]

/** Mean of independent runs, and half the width of its interval of 95 %; of a single run there is none. */
function intervalOf(values: readonly number[]): { mean: number; ci95: number | null } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  if (values.length < 2) return { mean, ci95: null }
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, ci95: (T[values.length - 2] ?? 1.96) * Math.sqrt(variance / values.length) }
}

const round = (value: number | null): string => (value === null ? '–' : value.toFixed(1))

/** @throws WrongUsage when it is no whole number from 1 */
function whole(text: string, option: string, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new WrongUsage(`${option} needs a whole number from 1 to ${most}\n${usage}`)
  return value
}
