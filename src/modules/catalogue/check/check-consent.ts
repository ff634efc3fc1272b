import { consentsOf, consentTo, type CompiledForm } from '../../../kernel/forms/index.ts'
import type { Passport } from '../model/passport.ts'

/**
 * Notes registers that are asked though nothing says whether the person has to agree: either the form asks for it before
 * the first question, or the passport says that it is not needed.
 */
export function checkConsent(
  { consent, evidence }: Pick<Passport, 'consent' | 'evidence'>,
  form: CompiledForm,
  report: (at: (string | number)[], message: string, remedy: string) => void,
): void {
  if (consent) {
    if (consentsOf(form).length > 0)
      report(
        ['consent'],
        'the form asks for agreement, and the passport says that none is needed',
        'Take away one of the two.',
      )
    return
  }
  const asked = new Set([
    ...form.pages.flatMap((page) => page.fields.flatMap(({ prefill }) => prefill?.register ?? [])),
    ...evidence.flatMap(({ heldByState, register }) => (heldByState && register !== undefined ? [register] : [])),
  ])
  const open = [...asked].filter((register) => !consentTo(form, register))
  if (open.length > 0)
    report(
      ['evidence'],
      `${open.join(', ')}: asked, and nothing says whether the person agrees`,
      'Put a page with {id: consent, kind: declaration, registers: all} before all others in form.yaml, or say in service.yaml that the law wants none: consent: {needed: false, basis: …}.',
    )
}
