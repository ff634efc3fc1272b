import type { PageContext } from '../../../../platform/http/index.ts'
import { Button, Buttons, Disclosure, Form } from '../../../../ui/index.ts'
import type { CaseRead } from '../../use/read-case.ts'

/** Whether registers may be asked for the case, and the way to change it. */
export const RegistersAllowed = ({
  context: { speech, formKey },
  application: { id, registersAllowed: given },
}: {
  context: PageContext
  application: Pick<CaseRead, 'id' | 'registersAllowed'>
}) => (
  <Disclosure summary={speech.t(given ? 'applicant.registers.given' : 'applicant.registers.not-given')}>
    <p>{speech.t(given ? 'applicant.registers.given-hint' : 'applicant.registers.not-given-hint')}</p>
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
