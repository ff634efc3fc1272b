import type { CompiledField, CompiledForm } from './compile-form.ts'

/** Declarations of a form by which whoever fills it in lets registers be asked. */
export const consentsOf = (form: CompiledForm | undefined): readonly CompiledField[] =>
  form?.pages.flatMap(({ fields }) => fields.filter(({ registers }) => registers !== undefined)) ?? []

/** The declaration without which a register is not asked; undefined where the form wants none for it. */
export const consentTo = (form: CompiledForm | undefined, register: string): CompiledField | undefined =>
  consentsOf(form).find(({ registers }) => registers === 'all' || registers?.includes(register))

/**
 * Whom an expression is about: the applicant, and the fields with others' numbers.
 * @param about FEEL, as evidence has it; absent: the applicant
 */
export function namedIn(form: CompiledForm | undefined, about: string | undefined): { own: boolean; others: string[] } {
  const others = subjectFields(form, about)
  return { own: others.length === 0 || /\b(applicant|representative)\./.test(about ?? ''), others }
}

/** Fields with the number of a person or an organisation that an expression names. @param about FEEL, as evidence has it */
export const subjectFields = (form: CompiledForm | undefined, about: string | undefined): string[] =>
  (form?.pages.flatMap(({ fields }) => fields) ?? [])
    .filter(({ kind }) => kind === 'person-number' || kind === 'organisation-number')
    .map(({ id }) => id)
    .filter((id) => new RegExp(`\\banswers\\.${id}\\b`).test(about ?? ''))
