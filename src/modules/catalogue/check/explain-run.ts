import type { Country } from '../../../platform/country/index.ts'
import type { Passport } from '../model/passport.ts'
import { groundOf, outcomesOf, resultFaults as faultsOf, type ResultFault } from '../../../kernel/case/index.ts'
import type { RunnableExample } from './example-data.ts'
import type { ExampleRun } from './run-example.ts'

export interface Fault {
  path: (string | number)[]
  message: string
  remedy?: string
}

/** Results in an example that no person could give. @param acts act by element id of user tasks */
export function* resultFaults(
  example: RunnableExample,
  acts: ReadonlyMap<string, string>,
  passport: Passport,
): Generator<Fault> {
  for (const [element, given] of Object.entries(example.tasks)) {
    const act = acts.get(element)
    if (act === undefined) {
      yield {
        path: ['tasks', element],
        message: `there is no task "${element}" for a person`,
        remedy: `Tasks for people are ${[...acts.keys()].join(', ') || 'none'}.`,
      }
      continue
    }
    const grounds = passport.refusalGrounds.map((ground) => ground.id)
    for (const result of [given].flat())
      for (const fault of faultsOf(act, result, grounds))
        yield { path: ['tasks', element], ...EXPLAINED[fault.code](element, result.outcome, act, grounds) }
  }
}

const EXPLAINED: Readonly<
  Record<
    ResultFault['code'],
    (element: string, outcome: string, act: string, grounds: readonly string[]) => Omit<Fault, 'path'>
  >
> = {
  'wrong-outcome': (_element, outcome, act) => ({
    message: `"${outcome}" is no outcome of the act ${act}`,
    remedy: `Choose one of ${outcomesOf(act).join(', ')}.`,
  }),
  'reason-needed': (element, _outcome, _act, grounds) => ({
    message: `"${element}" refuses without a ground of the passport`,
    remedy: `Give reason: one of ${grounds.join(', ')}.`,
  }),
  'note-needed': (_element, outcome) => ({ message: `"${outcome}" needs a note`, remedy: 'Give note: why.' }),
  'no-reason': (_element, outcome) => ({ message: `"${outcome}" rests on no ground`, remedy: 'Leave reason out.' }),
  'not-taken': (_element, outcome, act) => ({
    message: `"${outcome}" of the act ${act} takes no such part`,
    remedy: 'Of at, line, until and happenedOn leave out what src/kernel/case/acts.ts does not name for it.',
  }),
}

/** Where what happened is not what the example expects. */
export function* explainRun(
  { expect }: RunnableExample,
  ran: ExampleRun,
  { passport, country, countsFrom }: { passport: Passport; country: Country; countsFrom: string },
): Generator<Fault> {
  if (ran.incident) return void (yield { path: [], message: `the process stands still at ${ran.incident}` })
  if (ran.forbidden) {
    const { from, to } = ran.forbidden
    return void (yield {
      path: [],
      message: `the model demands the status "${to}", which may not follow "${from}"`,
      remedy: 'Let the case go another way, or leave the status out.',
    })
  }
  const stands = ran.waiting.length > 0 ? ` and waits at ${ran.waiting.join(', ')}` : ''
  if (expect.status !== undefined && expect.status !== ran.status)
    yield { path: ['expect', 'status'], message: `it ends ${ran.status}${stands}, by way of ${ran.path.join(', ')}` }
  if (expect.path && JSON.stringify(expect.path) !== JSON.stringify(ran.path))
    yield { path: ['expect', 'path'], message: `the path is ${ran.path.join(', ')}` }
  if (['completed', 'annulled'].includes(expect.status ?? '') && ran.waiting.length > 0)
    yield { path: ['expect', 'status'], message: `the case is ${ran.status}${stands}` }
  const reason = reasonOf(ran)
  if (expect.reason !== undefined && expect.reason !== reason)
    yield { path: ['expect', 'reason'], message: `the ground is ${reason ?? 'none'}` }
  if (reason !== undefined && !passport.refusalGrounds.some((ground) => ground.id === reason))
    yield { path: [], message: `the ground "${reason}" is not one of the passport` }
  if (expect.dueOn === undefined) return
  const due = passport.term
    ? country.localDate(country.dueAt(passport.term, countsFrom, ran.pauses))
    : 'not set: the passport has no term'
  if (due !== expect.dueOn) yield { path: ['expect', 'dueOn'], message: `the lawful deadline is ${due}` }
}

/** The ground that holds at the end, as a case tells it. */
const reasonOf = ({ results, variables }: ExampleRun): string | undefined =>
  groundOf(
    results.flatMap(({ result }) => {
      const reason = (result as { reason?: unknown } | null)?.reason
      return typeof reason === 'string' ? [reason] : []
    }),
    variables,
  )
