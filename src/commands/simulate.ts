import { join } from 'node:path'
import type { Recorded } from '../kernel/simulation/index.ts'
import type { CalendarData } from '../kernel/terms/index.ts'
import { beginningOf, DEMO, intervalOf, replicate, simulatedLog, type Replicated } from '../modules/redesign/index.ts'
import { readCountry } from '../platform/country/index.ts'
import { onlyCountry } from '../platform/config/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { writeModel } from './write-model.ts'
import { progress } from './progress.ts'
import { projectRoot } from './project-root.ts'
import { readModelAt } from './service-models.ts'

const usage =
  'Usage: darcha simulate MODEL.bpmn|SERVICE [--before] [--cases N] [--seed S] [--replications N] [--compare OTHER.bpmn] [--between MINUTES] [--staff N] [--hours] [--wage N] [--log OUT.xes] [--country ID] [--json]'

/** More cases are not written down: each step of them is kept until then. */
const LOGGED_AT_MOST = 100_000

/** `darcha simulate`: how long cases would take. */
export const simulate: Command = {
  help: `${usage}

Cases come by chance, go through the process by the same steps as real ones, and wait for people of the offices that its steps name.
Of a service that runs, cases are its examples, as many of each: their answers, what officials decide in them, and the rules of rules.dmn say
which way a case goes. Where a flow of an exclusive gateway has darcha:share (0 to 1; the rest is shared by those without one), ways are drawn
by these shares instead; a log gives them. What neither says ends as the first outcome of its act.
The same seed gives the same numbers, and the same step draws the same time in both models that are compared.

  --cases N          cases of one run; default: 1000
  --seed S           whole number; default: 1
  --replications N   runs, from which the interval of 95 % is made; default: 10
  --compare OTHER    a second model, with the difference of the means and its interval
  --before           of a service: the way on paper
  --between MINUTES  mean time between two cases; default: ${DEMO.between}, a demo value
  --staff N          people in each office; default: ${DEMO.staff}, a demo value
  --hours            offices work, and cases come, in the working hours of the country's calendar only; default: day and night
  --wage N           what an hour of an office's work costs, in whole units of money; with darcha:cost of steps it is the cost of a case
  --log OUT.xes      write down what the cases of the first run did, as a log in XES
  --json             one JSON document on stdout; progress goes to stderr

Times are minutes. Minutes of work are darcha:minutes of the step, else demo values: ${DEMO.minutes} in an office,
${DEMO.applicantMinutes} until an applicant does something, ${DEMO.jobMinutes} for what the system does.
A number is the mean of an exponential time; "fixed 30", "uniform 10 60", "triangular 10 20 60", "erlang 30 3" and "lognormal 30 25" (mean,
deviation) are others. darcha:wait passes before anybody can work at a step; darcha:batch gathers so many cases; of darcha:priority the
higher is served first; darcha:staff are the people of its office, darcha:days ("2 4", 1 is Monday) the
weekdays on which it works at it, where hours are kept; darcha:cost is what it costs each time.
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
        hours: { type: 'boolean', default: false },
        wage: number,
        log: number,
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
      hours: values.hours,
      ...(values.wage === undefined ? {} : { wage: whole(values.wage, '--wage', 1_000_000_000) }),
    }
    const told = progress()
    if (values.log !== undefined && plan.cases > LOGGED_AT_MOST)
      throw new WrongUsage(`--log writes at most ${LOGGED_AT_MOST} cases down\n${usage}`)
    const calendar = values.hours ? calendarOf(values.country) : undefined
    const recorded: Recorded[] = []
    const { bpmn, known } = await readModelAt(path, values)
    // what is compared with a service is another way of the same: its cases are the same examples
    const simulated = (model: string, name: string, record?: (what: Recorded) => void) =>
      told.step(name, () => replicate(model, plan, { calendar, ...known, ...(record ? { record } : {}) }))
    const first = await simulated(bpmn, path, values.log === undefined ? undefined : (what) => recorded.push(what))
    const second =
      values.compare === undefined
        ? undefined
        : await simulated((await readModelAt(values.compare, { ...values, before: false })).bpmn, values.compare)
    const failed = [first, second].find((each) => each && 'error' in each)
    if (failed && 'error' in failed) {
      if (values.json) printJson(failed)
      else process.stderr.write(`${failed.error}\n`)
      return exit.problem
    }
    if (values.log !== undefined)
      writeModel(values.log, simulatedLog(bpmn, recorded, path, beginningOf(plan, calendar)))
    const measured = first as Replicated
    const alternative = second as Replicated | undefined
    const difference = alternative && intervalOf(alternative.means.map((mean, at) => mean - measured.means[at]!))
    const result = {
      ...measured.report,
      ...(alternative && difference ? { compared: { ...alternative.report, cycleTimeDifference: difference } } : {}),
    }
    if (values.json) printJson(result)
    else {
      const { cycleTime, waiting, cost, visits, documents, unfinished } = measured.report
      process.stdout.write(
        `${plan.cases} cases, ${plan.replications} runs, seed ${plan.seed}: ${round(cycleTime.mean)} minutes ± ${round(cycleTime.ci95)}, of them ${round(waiting.mean)} waiting; ${visits} visits, ${documents} papers${cost === null ? '' : `; ${round(cost.mean)} ± ${round(cost.ci95)} a case`}\n`,
      )
      if (difference) process.stdout.write(`compared: ${round(difference.mean)} minutes ± ${round(difference.ci95)}\n`)
      if (unfinished > 0) process.stdout.write(`${unfinished} cases did not end: ${measured.report.cause}\n`)
      for (const line of measured.report.demoValues) process.stdout.write(`demo value: ${line}\n`)
    }
    return measured.report.unfinished + (alternative?.report.unfinished ?? 0) > 0 ? exit.problem : exit.good
  },
}

/** Working hours and days off of a country. */
function calendarOf(country: string): CalendarData {
  const { provenance: _, ...calendar } = readCountry(join(projectRoot, 'country', country)).calendarData
  return calendar
}

const round = (value: number | null): string => (value === null ? '–' : value.toFixed(1))

/** @throws WrongUsage when it is no whole number from 1 */
function whole(text: string, option: string, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new WrongUsage(`${option} needs a whole number from 1 to ${most}\n${usage}`)
  return value
}
