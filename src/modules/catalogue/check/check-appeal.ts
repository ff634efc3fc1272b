import { kindText } from '../../../kernel/case/index.ts'
import { parseTerm } from '../../../kernel/terms/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { Passport } from '../model/passport.ts'
import type { Report } from './check-parts.ts'
import { flowOf, startsOf } from './flow-of.ts'
import type { ModelElement } from './model-elements.ts'

type AtPassport = (path: (string | number)[], message: string, remedy: string) => void

/**
 * Notes where passport and process do not agree on the appeal: a refusal that nobody can appeal, another term, another
 * body, nobody who decides.
 * A right that the passport promises and the refusal's document names must be there in the case.
 */
export function checkAppeal(
  passport: Passport,
  elements: readonly ModelElement[],
  levels: Country['levels'],
  atPassport: AtPassport,
  report: Report,
): void {
  const at = (element: ModelElement, message: string, remedy: string) =>
    report({ file: 'process.bpmn', line: element.line, message, remedy })
  const { appeal, owner } = passport
  const offers = elements.filter((element) => element.message === 'appeal')
  if (!appeal)
    return offers.forEach((offer) =>
      at(
        offer,
        `"${offer.id}" waits for an appeal, and the passport names no body to appeal to`,
        'Write appeal: {to: …, term: …} in service.yaml.',
      ),
    )
  if (appeal.to.kind === owner.kind && levels.indexOf(appeal.to.level) <= levels.indexOf(owner.level))
    atPassport(
      ['appeal'],
      `an appeal goes to the ${appeal.to.kind} of the ${appeal.to.level}, which decides itself`,
      `Name a level above ${owner.level}.`,
    )

  const follow = flowOf(elements)
  const offering = new Set(offers.flatMap((offer) => [offer.id, ...gatewaysBefore(offer, elements)]))
  for (const end of reached(follow, elements, (id) => offering.has(id))) {
    if (end.type === 'endEvent' && mayRefuse(end))
      at(
        end,
        `the case ends refused at "${end.id}", and nobody could appeal`,
        `Let the refusal be an intermediate event with darcha:status="refused", then wait for the message appeal or ${termText(appeal.term)}, as docs/handbook/service-format.md says.`,
      )
  }
  const unrefused = reached(follow, elements, (id) =>
    elements.some((element) => element.id === id && mayRefuse(element)),
  )
  for (const offer of offers) {
    if (unrefused.includes(offer))
      at(
        offer,
        `"${offer.id}" waits for an appeal before anything was refused`,
        'Set darcha:status="refused" on an event before it.',
      )
    checkTerm(offer, appeal.term, elements, at)
    checkBody(offer, appeal.to, levels, follow, elements, at)
    checkPaper(offer, follow, elements, at)
  }
}

/** A refusal that is upheld is told on paper: what was decided, by whom and why, and which way is open next. */
function checkPaper(
  offer: ModelElement,
  follow: (id: string) => string[],
  elements: readonly ModelElement[],
  at: (element: ModelElement, message: string, remedy: string) => void,
): void {
  const signs = (id: string) =>
    elements.some((element) => element.id === id && element.attribute('job') === 'result.sign')
  for (const end of reached(follow, elements, signs, [offer.id]))
    if (end.type === 'endEvent' && /\bupheld\b/.test(end.attribute('outcome') ?? ''))
      at(
        end,
        `the refusal is upheld at "${end.id}", and no document says so`,
        'Let result.prepare with darcha:outcome="upheld" and result.sign stand before it.',
      )
}

export const mayRefuse = (element: ModelElement): boolean => /\brefused\b/.test(element.attribute('status') ?? '')
const termText = ({ amount, unit }: { amount: number; unit: string }): string => `${amount} ${unit.replace('-', ' ')}s`

const gatewaysBefore = (offer: ModelElement, elements: readonly ModelElement[]): string[] =>
  elements
    .filter(
      (flow) =>
        flow.to === offer.id &&
        elements.some((element) => element.id === flow.from && element.type === 'eventBasedGateway'),
    )
    .map((flow) => flow.from as string)

/** Elements a case can come to, the ones it stops at among them. */
export function reached(
  follow: (id: string) => string[],
  elements: readonly ModelElement[],
  stops: (id: string) => boolean,
  from?: readonly string[],
): ModelElement[] {
  const found = new Set(from ?? startsOf(elements).map((element) => element.id))
  for (const id of found) if (!stops(id)) follow(id).forEach((next) => found.add(next))
  return elements.filter((element) => found.has(element.id))
}

/** The wait for an appeal must end when the lawful term does: neither sooner nor later, and not never. */
function checkTerm(
  offer: ModelElement,
  term: { amount: number; unit: string },
  elements: readonly ModelElement[],
  at: (element: ModelElement, message: string, remedy: string) => void,
): void {
  const beside = gatewaysBefore(offer, elements).flatMap((gateway) =>
    elements.filter((flow) => flow.from === gateway).map((flow) => elements.find((element) => element.id === flow.to)),
  )
  const timer = beside.find((candidate) => candidate?.timer !== undefined)
  if (!timer)
    return at(
      offer,
      `"${offer.id}" waits for an appeal without an end`,
      `Let it stand behind an event-based gateway beside a timer of ${termText(term)}.`,
    )
  if (timer.timer!.startsWith('=') || sameTerm(timer.timer!, term)) return
  at(
    timer,
    `"${timer.id}" ends the time to appeal after ${timer.timer}, and the passport says ${termText(term)}`,
    `Write ${termText(term)}, or mend the passport.`,
  )
}

function sameTerm(text: string, term: { amount: number; unit: string }): boolean {
  try {
    const read = parseTerm(text)
    return 'unit' in read && read.unit === term.unit && read.amount === term.amount
  } catch {
    return true // said already: checkProcess reads every term
  }
}

/** Somebody of the body that the passport names decides what was appealed. */
function checkBody(
  offer: ModelElement,
  to: { kind: string; level: string },
  levels: Country['levels'],
  follow: (id: string) => string[],
  elements: readonly ModelElement[],
  at: (element: ModelElement, message: string, remedy: string) => void,
): void {
  const office = kindText(to, levels)
  const decides = reached(follow, elements, () => false, [offer.id]).filter(
    (modelElement) => modelElement.type === 'userTask' && modelElement.attribute('act') === 'appeal',
  )
  if (decides.length === 0)
    return at(
      offer,
      `nobody decides the appeal that "${offer.id}" takes`,
      `Let a user task with darcha:act="appeal" and darcha:office="${office}" follow.`,
    )
  for (const decide of decides)
    if (decide.attribute('office') !== office && !decide.attribute('office')?.startsWith('='))
      at(
        decide,
        `"${decide.id}" decides the appeal at ${decide.attribute('office') ?? 'owner'}, and the passport names another body`,
        `Set darcha:office="${office}".`,
      )
}
