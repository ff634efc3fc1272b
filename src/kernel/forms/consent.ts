import type { CompiledField, CompiledForm } from './compile-form.ts'

/** Declarations of a form by which whoever fills it in lets registers be asked. */
export const consentsOf = (form: CompiledForm | undefined): readonly CompiledField[] =>
  form?.pages.flatMap(({ fields }) => fields.filter(({ registers }) => registers !== undefined)) ?? []

/** The declaration without which a register is not asked; undefined where the form wants none for it. */
export const consentTo = (form: CompiledForm | undefined, register: string): CompiledField | undefined =>
  consentsOf(form).find(({ registers }) => registers === 'all' || registers?.includes(register))

/** Fields with the number of a person or an organisation that an expression names. @param about FEEL, as evidence has it */
export const subjectFields = (form: CompiledForm | undefined, about: string | undefined): string[] =>
  (form?.pages.flatMap(({ fields }) => fields) ?? [])
    .filter(({ kind }) => kind === 'person-number' || kind === 'organisation-number')
    .map(({ id }) => id)
    .filter((id) => new RegExp(`\\banswers\\.${id}\\b`).test(about ?? ''))
