import { listOrganisations } from '../../../../platform/identity/index.ts'
import { page, type PageContext, type View } from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  Field,
  Form,
  Notice,
  PageHeading,
  uiWords,
} from '../../../../ui/index.ts'
import { startDraft } from '../../use/save-draft.ts'

/** Begins an application: asks for whom when there is a choice, else goes to the form at once. */
export const startPages = [
  page('GET /services/:service/start', ['published'], async (context) => {
    const { principal, speech } = context
    if (!principal.personId)
      return new Response(null, {
        status: 303,
        headers: { location: `/login?returnTo=${encodeURIComponent(speech.path(context.path))}` },
      })
    const { organisations, business, people } = await choices(context)
    // one for whom it can be: no question
    if (organisations.length === 0 && people) return begin(context, undefined)
    if (business && !people && organisations.length === 1) return begin(context, organisations[0]!.number)
    return choose(context)
  }),
  page('POST /services/:service/start', ['published'], async (context) => {
    if (!context.principal.personId) throw new Refusal(general['sign-in-needed'])
    const given = (await context.form()).get('for')
    if (!given)
      return choose(
        context,
        context.speech.t('form.error.choose', { label: context.speech.t('portal.sign-in.act-for') }),
      )
    return begin(context, given === 'myself' ? undefined : given)
  }),
]

async function choices({ perform, world, parameters }: PageContext<'published'>) {
  const { passport } = await world.published.get(parameters['service']!)
  const organisations = (await perform(listOrganisations, {})).items
  const business = passport.audience.includes('business')
  return {
    passport,
    business,
    people: passport.audience.includes('population'),
    organisations: business ? organisations : [],
  }
}

async function begin(context: PageContext, organisation: string | undefined): Promise<Response> {
  const draft = await context.perform(startDraft, {
    service: context.parameters['service'],
    ...(organisation ? { applicant: { number: '', organisation } } : {}),
  })
  return context.redirect(`/drafts/${draft.id}`)
}

async function choose(context: PageContext<'published'>, fault?: string): Promise<View> {
  const { speech, principal, parameters } = context
  const words = uiWords(speech.t)
  const { passport, people, organisations } = await choices(context)
  const label = speech.t('portal.sign-in.act-for')
  const name = speech.text(passport.name)
  if (!people && organisations.length === 0)
    return {
      title: name,
      body: (
        <>
          <PageHeading title={name} />
          <Notice tone="waits" title={speech.t('form.business-only')}>
            {speech.t('form.business-only-remedy')}
          </Notice>
        </>
      ),
    }
  return {
    title: label,
    status: fault ? 422 : 200,
    body: (
      <>
        <BackLink href={speech.path(`/services/${parameters['service']}`)} text={words.back} />
        {fault ? <ErrorSummary title={words['error-title']} errors={[{ field: 'for', text: fault }]} /> : null}
        <Form action={speech.path(`/services/${parameters['service']}/start`)}>
          <Field
            kind="choice"
            name="for"
            label={label}
            labelIsHeading
            hint={name}
            error={fault}
            words={words}
            value={principal.actingFor?.number ?? (people ? 'myself' : '')}
            options={[
              ...(people ? [{ value: 'myself', text: speech.t('portal.sign-in.myself') }] : []),
              ...organisations.map((organisation) => ({
                value: organisation.number,
                text: organisation.name,
                hint: organisation.number,
              })),
            ]}
          />
          <Buttons>
            <Button>{words.next}</Button>
          </Buttons>
        </Form>
      </>
    ),
  }
}
