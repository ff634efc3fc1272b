import { page } from '../../platform/http/index.ts'
import { listOrganisations } from '../../platform/identity/index.ts'
import { Button, Buttons, EmptyState, Field, Form, uiWords } from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'

export const peoplePage = page('GET /cabinet/people', async (context) => {
  const { speech, principal } = context
  const { items: organisations } = await context.perform(listOrganisations, {})
  return cabinetFrame(
    context,
    organisations.length === 0 ? (
      <EmptyState title={speech.t('portal.cabinet.people-none')}>
        {speech.t('portal.cabinet.people-none-remedy')}
      </EmptyState>
    ) : (
      <Form action={speech.path('/act-for')}>
        <input type="hidden" name="returnTo" value={speech.path('/cabinet')} />
        <Field
          kind="choice"
          name="organisation"
          label={speech.t('portal.sign-in.act-for')}
          value={principal.actingFor?.number ?? ''}
          words={uiWords(speech.t)}
          options={[
            { value: '', text: speech.t('portal.sign-in.myself') },
            ...organisations.map((organisation) => ({
              value: organisation.number,
              text: organisation.name,
              hint: organisation.number,
            })),
          ]}
        />
        <Buttons>
          <Button>{speech.t('ui.save')}</Button>
        </Buttons>
      </Form>
    ),
  )
})
