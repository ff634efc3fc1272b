import { consentsOf } from '../../../kernel/forms/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { happened, type Happened } from '../../../platform/events/index.ts'
import { keepConsents } from '../../exchange/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { correctionsOf, dropFound, keepAnswers, type Draft } from '../store/drafts.ts'
import { registersAllowed, registersAllowedInForm } from './events.ts'

/** Who says it, by whose hand and when. */
interface Said {
  person: string
  actor: string
  now: string
}

/** Keeps what is said with a draft's answers about registers being asked. @returns what happened by it */
export async function consentInDraft(
  tx: Tx,
  service: RunnableService,
  draft: Pick<Draft, 'id' | 'person' | 'walkIn'>,
  answers: Readonly<Record<string, unknown>>,
  { actor, now }: Omit<Said, 'person'>,
): Promise<Happened[]> {
  const person = draft.walkIn?.person ?? draft.person
  const { id, version } = service
  const said = await keepConsents(
    tx,
    service.form,
    answers,
    { about: draft.id, person, service: id, version, actor },
    now,
  )
  return said.map((given) => happened(registersAllowedInForm, person, { draft: draft.id, service: id, given }))
}

/** Keeps what is said with the answers of a case; what they leave out was not agreed to. @returns what happened by it */
export async function consentInCase(
  tx: Tx,
  service: RunnableService,
  caseId: string,
  answers: Readonly<Record<string, unknown>>,
  { person, actor, now }: Said,
): Promise<Happened[]> {
  const all = Object.fromEntries(consentsOf(service.form).map(({ id }) => [id, answers[id] ?? false]))
  const { id, version } = service
  const said = await keepConsents(tx, service.form, all, { about: caseId, person, service: id, version, actor }, now)
  return said.map((given) => happened(registersAllowed, caseId, { service: id, given }))
}

/**
 * Says in the corrections of a case that are open what was said of the case: an agreement that was taken back is given
 * neither by what stands in them nor by sending them, and what registers said in them goes with it.
 * @returns what happened by it
 */
export async function consentInCorrections(
  tx: Tx,
  service: RunnableService,
  caseId: string,
  said: Readonly<Record<string, boolean>>,
  by: Omit<Said, 'person'>,
): Promise<Happened[]> {
  const events: Happened[] = []
  for (const draft of await correctionsOf(tx, caseId)) {
    const taken = saidByRegisters(service.form, draft, said)
    events.push(...(await consentInDraft(tx, service, draft, said, by)))
    await keepAnswers(tx, draft.id, { ...said, ...Object.fromEntries(taken.map((field) => [field, null])) }, by.now)
    if (Object.values(said).includes(false)) await dropFound(tx, draft.id, Object.keys(draft.found))
  }
  return events
}

/**
 * Answers of a draft that registers gave, when the agreement to ask them is taken back: they go with it. What the person
 * typed stays.
 * @param given answers that are being saved
 */
export function saidByRegisters(
  form: RunnableService['form'],
  { answers, found }: Pick<Draft, 'answers' | 'found'>,
  given: Readonly<Record<string, unknown>>,
): string[] {
  const takesBack = consentsOf(form).some(({ id }) => answers[id] === true && id in given && given[id] !== true)
  if (!takesBack) return []
  return Object.entries(found).flatMap(([field, { status, value }]) =>
    status === 'found' && !(field in given) && JSON.stringify(value) === JSON.stringify(answers[field]) ? [field] : [],
  )
}

/** Answers without what was said about registers being asked: it holds for what it was said of, and is asked anew. */
export function withoutConsents(
  form: RunnableService['form'],
  answers: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const declared = new Set(consentsOf(form).map(({ id }) => id))
  return Object.fromEntries(Object.entries(answers).filter(([field]) => !declared.has(field)))
}
