import { subjectFields } from '../../../kernel/forms/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { enqueue, type JobHandler } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { parseTaskId } from '../../process/index.ts'
import { forgetAgreed, lockAgreement, type AgreedFact, type Agreement } from '../store/agreements.ts'
import type { Draft } from '../store/drafts.ts'

const DAY = 86_400_000
/** Days for which an agreement is asked: long enough to fill in and file an application. A demo value. */
const DAYS = 30

/** The last day on which what is asked today would hold. @param today local date */
export const lastDay = (today: string): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + DAYS * DAY).toISOString().slice(0, 10)

/** Age from which somebody agrees for themselves. A demo value. */
const ADULT = 18

/** Whether somebody is too young to be asked. @param birthDate as their number tells it @param today local date */
const isChild = (birthDate: string | undefined, today: string): boolean =>
  birthDate !== undefined && `${Number(birthDate.slice(0, 4)) + ADULT}${birthDate.slice(4)}` > today

/** Why a person is not asked, and nobody agrees for them. */
export type Unasked = 'child' | 'ward'

/**
 * Whether whom a field names can't agree: a child, by their number alone, or somebody whom the service names because
 * they may be unable to (`mayBeAsked: false`). Nobody agrees in their place: what it opens is theirs.
 * @param birthDate as their number tells it @param today local date
 */
export function whyUnasked(
  { form }: Pick<RunnableService, 'form'>,
  key: string,
  { birthDate, today }: { birthDate: string | undefined; today: string },
): Unasked | undefined {
  const field = form?.pages.flatMap(({ fields }) => fields).find(({ id }) => id === key)
  if (field?.mayBeAsked === false) return 'ward'
  return isChild(birthDate, today) ? 'child' : undefined
}

/** Whether its last day has not passed. */
export const agreementStands = ({ until }: Pick<Agreement, 'until'>, today: string): boolean => until >= today

/**
 * How it stands, as whoever asked is told. That somebody refused is not told: a number that nobody bears can't refuse, and
 * must look the same.
 */
export const stateForAsker = (state: Agreement['state']): Agreement['state'] => (state === 'refused' ? 'asked' : state)

/** The application a draft belongs to: the case it corrects, else itself. */
export const applicationOf = ({ id, corrects }: Pick<Draft, 'id' | 'corrects'>): string =>
  corrects === null ? id : parseTaskId(corrects)!.caseId

/** What a service asks registers about the person whose number stands in a field: fields they fill in, and evidence. */
export function factsAbout({ form, passport }: Pick<RunnableService, 'form' | 'passport'>, key: string): AgreedFact[] {
  const filled = (form?.pages.flatMap(({ fields }) => fields) ?? []).flatMap(({ id: field, prefill }) =>
    prefill?.by === key ? [{ field, register: prefill.register, attribute: prefill.attribute }] : [],
  )
  const held = passport.evidence.flatMap(({ id: evidence, heldByState, register, about }) =>
    heldByState && register !== undefined && subjectFields(form, about).includes(key) ? [{ evidence, register }] : [],
  )
  return [...filled, ...held]
}

/** Whether somebody agreed that a field may show what a register holds of them. */
export const hasAgreed = (
  agreements: readonly Pick<Agreement, 'state' | 'subject' | 'facts'>[],
  asked: { number: string; field: string; register: string; attribute: string },
): boolean =>
  agreements.some(
    ({ state, subject, facts }) =>
      state === 'agreed' &&
      subject === asked.number &&
      facts.some(
        ({ field, register, attribute }) =>
          field === asked.field && register === asked.register && attribute === asked.attribute,
      ),
  )

const END = 'casework.end-agreement'

/** On the day after its last an agreement shows nothing any more, in a draft that is open either. */
export const planEnd = (tx: Tx, country: World['country'], { id, until }: Agreement, now: string): Promise<void> =>
  enqueue(tx, { kind: END, payload: { agreement: id }, runAt: endOf(country, until), key: `end agreement ${id}` }, now)

/** The first instant of the day after, local. */
export const endOf = (country: Pick<World['country'], 'beginOf'>, until: string): string => country.beginOf(until, 1)

export const endAgreement = ({ country }: Pick<World, 'country'>): JobHandler => ({
  kind: END,
  timer: true,
  async finish(tx, job, _outcome, now) {
    const item = await lockAgreement(tx, (job.payload as { agreement: string }).agreement)
    if (item && !agreementStands(item, country.localDate(now))) await forgetAgreed(tx, item)
  },
})
