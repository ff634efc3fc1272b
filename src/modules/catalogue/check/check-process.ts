import {
  ACTS,
  DEFAULT_ACT,
  findAct,
  MODEL_STATUSES,
  readOffice,
  isOutcome,
  OUTCOMES,
  OUTCOMES_OF,
} from '../../../kernel/case/index.ts'
import { parseTerm } from '../../../kernel/terms/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { Passport } from '../model/passport.ts'
import type { Report } from './check-parts.ts'
import { isActivityType } from '../../../kernel/process/index.ts'
import type { ModelElement } from './model-elements.ts'

interface Looked {
  passport: Passport
  /** Fields of the form, by id. */
  fields: ReadonlyMap<string, string>
  elements: readonly ModelElement[]
  decisions: ReadonlySet<string>
  country: Country
  report(element: ModelElement, message: string, remedy: string): void
}
type Check = (element: ModelElement, looked: Looked) => void

/** Looks at what BPMN leaves open and Darcha fills: acts, offices, decisions, evidence, jobs, statuses, terms. */
export function checkProcess(
  passport: Passport,
  fields: ReadonlyMap<string, string>,
  elements: readonly ModelElement[],
  decisions: ReadonlySet<string>,
  country: Country,
  report: Report,
): void {
  const looked: Looked = {
    passport,
    fields,
    elements,
    decisions,
    country,
    report: (element, message, remedy) => report({ file: 'process.bpmn', line: element.line, message, remedy }),
  }
  for (const element of elements) for (const check of checks) check(element, looked)
}

const JOBS = ['register.fetch', 'result.prepare', 'result.sign', 'notify']
const plain = (value: string | undefined): string | undefined =>
  value === undefined || value.startsWith('=') ? undefined : value

const checks: Check[] = [
  function name(element, { report }) {
    if (isActivityType(element.type) && !/^[A-Za-z_]\w*$/.test(element.id))
      report(
        element,
        `"${element.id}" is no name that FEEL can read, and results are kept under it`,
        'Name it in letters and digits: healthOpinion.',
      )
    if (!element.drawn)
      report(element, `"${element.id}" is not drawn`, 'Give it a shape or an edge in the diagram (BPMNDI).')
  },
  function act(element, { passport, report }) {
    if (element.type !== 'userTask') return
    const named = plain(element.attribute('act')) ?? DEFAULT_ACT
    const known = findAct(named)
    if (!known)
      return report(
        element,
        `the act "${named}" of "${element.id}" is not known`,
        `Choose one of ${Object.keys(ACTS).join(', ')}.`,
      )
    const performer = element.attribute('performer') ?? 'office'
    if (performer !== known.performer)
      report(
        element,
        `the act "${named}" is done by the ${known.performer}, "${element.id}" says ${performer}`,
        `Set darcha:performer="${known.performer}".`,
      )
    if (named === 'pay' && !(passport.fee && 'decision' in passport.fee && passport.fee.decision))
      report(
        element,
        `"${element.id}" asks for a payment and the passport has no fee decision`,
        'Set fee: {decision: …} in service.yaml.',
      )
    if (
      Object.values(known.outcomes).some((outcome) => outcome.needs?.includes('reason')) &&
      passport.refusalGrounds.length === 0
    )
      report(
        element,
        `"${element.id}" can refuse and the passport has no grounds for refusal`,
        'Write refusalGrounds in service.yaml, each resting on a law.',
      )
    const role = plain(element.attribute('role')) ?? 'officer'
    if (role !== 'officer' && role !== 'head')
      report(element, `the role "${role}" of "${element.id}" is not known`, 'Set darcha:role to officer or head.')
    const clock = plain(element.attribute('clock')) ?? 'state'
    if (clock !== 'applicant' && clock !== 'state')
      report(element, `the clock of "${element.id}" is held by "${clock}"`, 'Set darcha:clock to applicant or state.')
  },
  function sight(element, { passport, fields, report }) {
    if (element.type !== 'userTask' || element.attribute('performer') === 'applicant') return
    const fetched = passport.evidence.filter(({ register, heldByState }) => register && heldByState).map(({ id }) => id)
    if (fetched.length > 0 && element.attribute('evidence') === undefined)
      report(
        element,
        `nothing says which evidence whoever does "${element.id}" sees`,
        `Set darcha:evidence to what the task needs of ${fetched.join(', ')}, with spaces between; all or none.`,
      )
    for (const [what, known] of [
      ['evidence', fetched],
      ['answers', [...fields.keys()]],
    ] as const) {
      const named = plain(element.attribute(what)) ?? 'all'
      const unknown =
        named === 'all' || named === 'none'
          ? []
          : named
              .trim()
              .split(/\s+/)
              .filter((id) => !known.includes(id))
      if (unknown.length > 0)
        report(
          element,
          `whoever does "${element.id}" is to see ${what} that the service does not have: ${unknown.join(', ')}`,
          `Name some of ${known.join(', ') || 'none'}, with spaces between; all or none.`,
        )
    }
  },
  function fourEyes(element, { elements, report }) {
    const named = plain(element.attribute('fourEyes'))
    if (named === undefined) return
    const tasks = elements.filter(({ type, id }) => type === 'userTask' && id !== element.id).map(({ id }) => id)
    for (const id of named.trim().split(/\s+/))
      if (element.type !== 'userTask' || !tasks.includes(id))
        report(
          element,
          `"${element.id}" wants another person than did "${id}", which is no other task of a person`,
          `Set darcha:fourEyes to one of ${tasks.join(', ') || 'the user tasks'}.`,
        )
  },
  function office(element, looked) {
    const fault = officeFault(plain(element.attribute('office')), looked.country)
    if (fault)
      looked.report(
        element,
        `the office of "${element.id}": ${fault}`,
        `Write owner, kind:<kind> or kind:<kind>/<level> with a kind of the country (${looked.country
          .kinds()
          .map((kind) => kind.id)
          .join(', ')}), or the id of an office.`,
      )
  },
  function term(element, { report }) {
    for (const [what, text] of [
      ['term', plain(element.attribute('term'))],
      ['timer', plain(element.timer)],
    ] as const) {
      if (text === undefined) continue
      try {
        parseTerm(text)
      } catch (error) {
        report(
          element,
          `the ${what} of "${element.id}": ${(error as Error).message}`,
          'Write 3 working days, 10 calendar days, 4 working hours or an ISO 8601 duration such as P10D.',
        )
      }
    }
  },
  function decision(element, { decisions, report }) {
    if (element.type !== 'businessRuleTask') return
    const named = plain(element.attribute('decision'))
    if (named !== undefined && !decisions.has(named))
      report(
        element,
        `"${element.id}" asks for the decision "${named}", which rules.dmn does not hold`,
        decisions.size > 0
          ? `Name one of ${[...decisions].join(', ')}, or add it.`
          : 'Add rules.dmn with this decision.',
      )
  },
  function job(element, { passport, report }) {
    if (element.type !== 'serviceTask' && element.type !== 'sendTask') return
    const named = element.attribute('job')
    if (named === undefined || !JOBS.includes(named))
      return report(
        element,
        named === undefined ? `nobody does "${element.id}"` : `the job "${named}" of "${element.id}" is not known`,
        `Set darcha:job to one of ${JOBS.join(', ')}.`,
      )
    if (named === 'notify' && !element.attribute('text'))
      report(element, `"${element.id}" tells nothing`, 'Set darcha:text to the key of a text.')
    const asked = named === 'register.fetch' ? (element.attribute('evidence') ?? 'all') : 'all'
    for (const id of asked === 'all' ? [] : asked.split(/\s+/)) {
      const evidence = passport.evidence.find((piece) => piece.id === id)
      if (!evidence)
        report(
          element,
          `"${element.id}" fetches the evidence "${id}", which the passport does not list`,
          `Name one of ${passport.evidence.map((piece) => piece.id).join(', ') || 'evidence in service.yaml'}.`,
        )
      else if (!evidence.register || !evidence.heldByState)
        report(
          element,
          evidence.register
            ? `"${element.id}" fetches the evidence "${id}", which the state does not hold by the passport`
            : `"${element.id}" fetches the evidence "${id}", for which the passport names no register`,
          'Set its register and heldByState: true, or let the applicant bring it.',
        )
    }
  },
  function status(element, { report }) {
    const named = plain(element.attribute('status'))
    if (named !== undefined && !(MODEL_STATUSES as readonly string[]).includes(named))
      report(
        element,
        `the status "${named}" of "${element.id}" is not one of the Portal's`,
        `Choose one of ${MODEL_STATUSES.join(', ')}.`,
      )
    if (element.type === 'endEvent' && named === undefined)
      report(
        element,
        `the end "${element.id}" says not how the case ended`,
        'Set darcha:status to completed, refused or annulled.',
      )
  },
  function outcome(element, { report }) {
    const status = plain(element.attribute('status'))
    const said = element.attribute('outcome')
    const named = plain(said)
    const prepares = element.attribute('job') === 'result.prepare'
    if (prepares && said === undefined)
      return report(
        element,
        `"${element.id}" makes a document that says not what it decides`,
        `Set darcha:outcome to one of ${OUTCOMES.join(', ')}, or to FEEL that chooses.`,
      )
    if (prepares && named !== undefined && !isOutcome(named))
      return report(element, `"${named}" of "${element.id}" is no outcome`, `Choose one of ${OUTCOMES.join(', ')}.`)
    if (prepares || status === undefined || !(status in OUTCOMES_OF)) return
    const allowed: readonly string[] = OUTCOMES_OF[status as keyof typeof OUTCOMES_OF]
    if (said === undefined ? allowed.length > 0 : named !== undefined && !allowed.includes(named))
      report(
        element,
        said === undefined
          ? `"${element.id}" sets the status ${status} and says not how the case came out`
          : `the outcome "${named}" of "${element.id}" does not go with the status ${status}`,
        allowed.length > 0 ? `Set darcha:outcome to one of ${allowed.join(', ')}.` : 'Leave darcha:outcome out.',
      )
  },
  function message(element, { report }) {
    if (element.message !== undefined && element.message !== 'appeal')
      report(
        element,
        `nobody sends the message "${element.message}" that "${element.id}" waits for`,
        'The message a case can get is appeal.',
      )
  },
]

function officeFault(said: string | undefined, country: Country): string | undefined {
  const named = readOffice(said)
  if (named.by === 'owner') return undefined
  if (named.by === 'id')
    return country.findOffice(named.office) ? undefined : `there is no office "${named.office}" in the country`
  const { levels } = country
  const { kind: id, level = levels[0]! } = named
  if (!country.kinds().some((kind) => kind.id === id)) return `"${id}" is no kind of body of the country`
  if (!levels.includes(level)) return `"${level}" is no level`
  const above = levels.slice(levels.indexOf(level))
  return country.offices().some((office) => office.kind === id && above.includes(office.level))
    ? undefined
    : `the country has no office of the kind "${id}" on the level ${level} or above`
}

/** Notes evidence whose register the country does not know, papers without a field, and a fee that no rule gives. */
export function checkPassport(
  passport: Passport,
  fields: ReadonlyMap<string, string>,
  decisions: ReadonlySet<string>,
  country: Country,
  report: (path: (string | number)[], message: string, remedy: string) => void,
): void {
  passport.evidence.forEach(({ id, register, field, heldByState }, at) => {
    if (register !== undefined && country.registerName(register, 'en') === register)
      report(
        ['evidence', at, 'register'],
        `the evidence "${id}" is asked from "${register}", which is no register of the country`,
        'Name a register of registers.yaml in the country pack.',
      )
    if (field !== undefined && fields.get(field) !== 'file')
      report(
        ['evidence', at, 'field'],
        `the evidence "${id}" is brought in "${field}", which is no file field of form.yaml`,
        'Name a field of kind file.',
      )
    if (heldByState && register === undefined)
      report(
        ['evidence', at],
        `the state holds "${id}" and no register is named`,
        'Name the register that answers, or say heldByState: false.',
      )
    if (!heldByState && register !== undefined)
      report(
        ['evidence', at, 'heldByState'],
        `"${register}" answers for "${id}", and yet the state is said not to hold it: nobody would ask for it`,
        'Say heldByState: true, or let the applicant bring it in a field.',
      )
    if (!heldByState && register === undefined && field === undefined)
      report(
        ['evidence', at],
        `nobody says how the applicant brings "${id}"`,
        'Set field to a file field of form.yaml.',
      )
  })
  const decision = passport.fee && 'decision' in passport.fee ? passport.fee.decision : undefined
  if (typeof decision === 'string' && !decisions.has(decision))
    report(
      ['fee'],
      `the fee is the decision "${decision}", which rules.dmn does not hold`,
      'Add the decision, or say fee: {none: true}.',
    )
}
