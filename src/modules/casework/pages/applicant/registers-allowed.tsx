import type { PageContext } from '../../../../platform/http/index.ts'
import { isOver } from '../../../../kernel/case/index.ts'
import { Button, Buttons, Disclosure, Form } from '../../../../ui/index.ts'
import type { CaseRead } from '../../use/read-case.ts'

/** Whether registers may be asked for the case, and the way to change it as long as the case can ask any; then why not. */
export function RegistersAllowed({
  context: { speech, formKey, world },
  application: { id, registersAllowed: given, status },
}: {
  context: PageContext<'country'>
  application: Pick<CaseRead, 'id' | 'registersAllowed' | 'status'>
}) {
  if (isOver(status))
    return (
      <Disclosure summary={speech.t(given ? 'applicant.registers.was-given' : 'applicant.registers.was-not-given')}>
        <p>{speech.t('applicant.registers.over-hint')}</p>
      </Disclosure>
    )
  const close = world.country.registers.filter(({ relatives }) => relatives.length > 0)
  const names = close.map((register) => world.country.registerName(register.id, speech.language))
  return (
    <Disclosure summary={speech.t(given ? 'applicant.registers.given' : 'applicant.registers.not-given')}>
      <p>{speech.t(given ? 'applicant.registers.given-hint' : 'applicant.registers.not-given-hint')}</p>
      {names.length > 0 ? <p>{speech.t('form.consent.relatives', { registers: speech.list(names) })}</p> : null}
      <Form action={speech.path(`/applications/${id}/registers`)}>
        <input type="hidden" name="key" value={formKey()} />
        <input type="hidden" name="given" value={String(!given)} />
        <Buttons>
          <Button look="secondary">
            {speech.t(given ? 'applicant.registers.take-back' : 'applicant.registers.give')}
          </Button>
        </Buttons>
      </Form>
    </Disclosure>
  )
}
