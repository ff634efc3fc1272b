import { consentsOf, consentTo, type CompiledForm } from '../../../kernel/forms/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { forgetKept } from '../store/kept-answers.ts'
import { consentsGiven, keepConsent, type Consent } from '../store/consents.ts'

/**
 * Which registers may be asked for a draft or a case: those that the form wants no declaration for, and those whose
 * declaration was given. The door of the exchange asks the same before a question leaves.
 */
export async function openRegisters(
  tx: Tx,
  form: CompiledForm | undefined,
  about: string,
): Promise<(register: string) => boolean> {
  if (consentsOf(form).length === 0) return () => true
  const given = await consentsGiven(tx, about)
  return (register) => {
    const field = consentTo(form, register)?.id
    return field === undefined || given.has(field)
  }
}

/**
 * What stands said about registers being asked, by declaration; a declaration of which nothing was said is not given.
 */
export async function consentsStanding(
  tx: Tx,
  form: CompiledForm | undefined,
  about: string,
): Promise<Record<string, boolean>> {
  const declared = consentsOf(form)
  if (declared.length === 0) return {}
  const given = await consentsGiven(tx, about)
  return Object.fromEntries(declared.map(({ id }) => [id, given.has(id)]))
}

/**
 * Writes down what answers say about registers being asked.
 * @param answers only declarations that stand among them are looked at
 * @returns of each that was said anew, whether it was given
 */
export async function keepConsents(
  tx: Tx,
  form: CompiledForm | undefined,
  answers: Readonly<Record<string, unknown>>,
  said: Omit<Consent, 'field' | 'given'>,
  now: string,
): Promise<boolean[]> {
  const changed: boolean[] = []
  for (const { id: field } of consentsOf(form)) {
    if (!(field in answers)) continue
    const given = answers[field] === true
    if (!(await keepConsent(tx, { ...said, field, given }, now))) continue
    changed.push(given)
    // what a register said while it was allowed is read no more
    if (!given) await forgetKept(tx, said.about)
  }
  return changed
}
