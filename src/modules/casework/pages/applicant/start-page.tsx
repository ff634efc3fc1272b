import { consentsOf, type CompiledForm } from '../../../../kernel/forms/index.ts'
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
import { refusal } from '../../model/application.ts'
import { prefillDraft } from '../../use/prefill-draft.ts'
import { startDraft } from '../../use/save-draft.ts'

/**
 * Begins an application: says which registers will be asked, and asks for whom when there is a choice. Looking at it
 * begins nothing.
 */
export const startPages = [
  page('GET /services/:service/start', ['country', 'published'], async (context) => {
    const { principal, speech } = context
    if (!principal.personId)
      return new Response(null, {
        status: 303,
        headers: { location: `/login?returnTo=${encodeURIComponent(speech.path(context.path))}` },
      })
    return choose(context)
  }),
  page('POST /services/:service/start', ['country', 'published'], async (context) => {
    if (!context.principal.personId) throw new Refusal(general['sign-in-needed'])
    const given = (await context.form()).get('for') ?? onlyChoice(await choices(context), context.principal)
    if (!given)
      return choose(
        context,
        context.speech.t('form.error.choose', { label: context.speech.t('portal.sign-in.act-for') }),
      )
    return begin(context, given === 'myself' ? undefined : given)
  }),
]

async function choices({ perform, world, parameters }: PageContext<'country' | 'published'>) {
  const { passport, form } = await world.published.get(parameters['service']!)
  const organisations = (await perform(listOrganisations, {})).items
  const business = passport.audience.includes('business')
  return {
    passport,
    form,
    business,
    people: passport.audience.includes('population'),
    organisations: business ? organisations : [],
  }
}

/** For whom it is when it can be for one alone. */
function onlyChoice(
  { organisations, business, people }: Awaited<ReturnType<typeof choices>>,
  { actingFor }: PageContext['principal'],
): string | undefined {
  // who acts for another chooses, even to go on for themselves
  if (organisations.length === 0 && people && !actingFor) return 'myself'
  return business && !people && organisations.length === 1 ? organisations[0]!.number : undefined
}

async function begin(context: PageContext, organisation: string | undefined): Promise<Response> {
  const draft = await context.perform(startDraft, {
    service: context.parameters['service'],
    // said, so that acting for another does not choose for the person
    applicant: { number: '', ...(organisation ? { organisation } : {}) },
  })
  await context.perform(prefillDraft, { draft: draft.id })
  return context.redirect(`/drafts/${draft.id}`)
}

async function choose(context: PageContext<'country' | 'published'>, fault?: string): Promise<View> {
  const { speech, principal, parameters } = context
  const words = uiWords(speech.t)
  const offered = await choices(context)
  const { passport, people, organisations, form } = offered
  const only = onlyChoice(offered, context.principal)
  const registers = registersOf(context, form)
  // where they are asked only by agreement, the next page says what happens without
  const isByConsent = consentsOf(form).length > 0
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
    title: only ? name : label,
    status: fault ? 422 : 200,
    body: (
      <>
        <BackLink href={speech.path(`/services/${parameters['service']}`)} text={words.back} />
        {context.query.get('changed') ? <Notice tone="waits">{speech.t(refusal['draft-outdated'].text)}</Notice> : null}
        {fault ? <ErrorSummary title={words['error-title']} errors={[{ field: 'for', text: fault }]} /> : null}
        <Form action={speech.path(`/services/${parameters['service']}/start`)}>
          {only ? (
            <>
              <PageHeading title={name} />
              <input type="hidden" name="for" value={only} />
            </>
          ) : (
            <Field
              kind="choice"
              name="for"
              label={label}
              labelIsHeading
              hint={name}
              error={fault}
              words={words}
              value={context.query.get('for') ?? principal.actingFor?.number ?? (people ? 'myself' : '')}
              options={[
                ...(people ? [{ value: 'myself', text: speech.t('portal.sign-in.myself') }] : []),
                ...organisations.map((organisation) => ({
                  value: organisation.number,
                  text: organisation.name,
                  hint: organisation.number,
                })),
              ]}
            />
          )}
          {registers.length > 0 ? (
            <p>
              {speech.t(isByConsent ? 'form.start.registers-if-agreed' : 'form.start.registers', {
                registers: speech.list(registers),
              })}
            </p>
          ) : null}
          <Buttons>
            <Button>{only ? speech.t('form.start.begin') : words.next}</Button>
          </Buttons>
        </Form>
      </>
    ),
  }
}

/** Registers that the form asks about the applicant, by name. */
function registersOf({ speech, world }: PageContext<'country'>, form: CompiledForm | undefined): string[] {
  const asked = form?.pages.flatMap((page) => page.fields.flatMap(({ prefill }) => prefill?.register ?? []))
  return [...new Set(asked)].map((register) => world.country.registerName(register, speech.language))
}
