import type { z } from 'zod'
import { getService, lawShown, type PassportShown } from '../modules/catalogue/index.ts'
import { page, type PageContext } from '../platform/http/index.ts'
import { ContactRows, showBody } from './administration/index.ts'
import { CanI } from './can-i.tsx'
import { noLongerNeeded, ServiceWay, sourcesOfLaw } from './service-way.tsx'
import {
  Beside,
  Breadcrumbs,
  Button,
  Buttons,
  CheckList,
  Disclosure,
  FactsBox,
  Field,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  SummaryList,
  uiWords,
  type Fact,
} from '../ui/index.ts'

const getPassport = getService(false)
type ServiceShown = z.output<(typeof getPassport)['output']>

export const servicePage = page('GET /services/:service', ['country'], async (context) => {
  const { speech, parameters } = context
  const service = await context.perform(getPassport, { id: parameters['service'], language: speech.language })
  const isDemo = (field: string) => service.provenance[field] === 'demo'
  const demo = (field: string) => (isDemo(field) ? { note: speech.t('ui.demo-value') } : {})
  const held = service.evidence.filter((piece) => piece.heldByState)
  const brought = service.evidence.filter((piece) => !piece.heldByState)
  const sources = sourcesOfLaw(service)
  const spared = noLongerNeeded(context, service)
  const [law] = service.legalBasis
  return {
    title: service.name,
    description: service.summary,
    body: (
      <>
        <Breadcrumbs
          label={speech.t('ui.you-are-here')}
          crumbs={[
            { href: speech.path('/services'), text: speech.t('portal.nav.services') },
            { href: speech.path(`/services?lifeEvent=${service.lifeEvent.id}`), text: service.lifeEvent.name },
          ]}
        />
        <PageHeading title={service.name} lead={service.summary} />
        {law ? (
          <p class="soft">
            <a href="#law">
              {speech.t('portal.service.law-sentence', {
                office: bodyName(context, service.owner),
                law: lawShown(speech, law, { article: null, dated: true }),
              })}
            </a>
          </p>
        ) : null}
        <Beside
          sideLabel={speech.t('portal.service.at-a-glance')}
          sideFirst
          main={
            <>
              <CanI
                context={context}
                service={service}
                lawOf={({ basis, article }) => lawCited(context, service, basis, article)}
                isDemo={isDemo('conditions')}
              />
              <ServiceWay context={context} service={service} office={bodyName(context, service.owner)} />
              {held.length > 0 ? (
                <Section title={speech.t('portal.service.state-knows')}>
                  <p>{speech.t('portal.service.held-by-state', { count: held.length })}</p>
                  {spared ? <p>{spared}</p> : null}
                  <Disclosure summary={speech.t('portal.service.see-held')}>
                    <SummaryList
                      rows={held.map((item) => ({
                        key: item.name,
                        value: item.register?.name ?? speech.t('ui.unknown'),
                      }))}
                    />
                  </Disclosure>
                </Section>
              ) : null}
              <Agreement context={context} service={service} />
              <Section title={speech.t('portal.service.you-bring')}>
                {brought.length === 0 ? (
                  <p>{speech.t('casework.receipt.nothing-to-bring')}</p>
                ) : (
                  <CheckList items={brought.map((item) => ({ text: item.name, tone: 'waits' }))} />
                )}
              </Section>
              <Section title={speech.t('portal.service.law')} id="law">
                <SummaryList
                  rows={[
                    ...service.legalBasis.map((law) => ({
                      key: law.kind,
                      value: law.title ?? lawCited(context, service, law.id, null),
                      ...(law.title && law.number ? { note: lawCited(context, service, law.id, null) } : {}),
                    })),
                    ...(service.silence === 'none'
                      ? []
                      : [
                          {
                            key: speech.t('portal.service.silence'),
                            value: speech.t(`portal.service.silence-${service.silence}`),
                            ...demo('silence'),
                          },
                        ]),
                    { key: speech.t('portal.service.who-decides'), value: bodyName(context, service.owner) },
                    ...(service.appeal
                      ? [
                          {
                            key: speech.t('casework.appeal.title'),
                            value: bodyName(context, service.appeal.to),
                            ...(service.appeal.term
                              ? {
                                  note: speech.t(`ui.within.${service.appeal.term.unit}`, {
                                    count: service.appeal.term.amount,
                                  }),
                                }
                              : {}),
                          },
                        ]
                      : []),
                  ]}
                />
                {sources.length > 0 ? (
                  <p class="small">
                    {speech.t('portal.service.law-sources')}:{' '}
                    {sources.map(({ href, host }, at) => (
                      <>
                        {at > 0 ? ', ' : ''}
                        <a href={href} rel="external noopener">
                          {host}
                        </a>
                      </>
                    ))}
                  </p>
                ) : null}
              </Section>
            </>
          }
          side={
            <>
              <FactsBox facts={facts(context, service, demo)} />
              <Before context={context} service={service} />
              {service.runs ? (
                <LinkButton href={speech.path(`/services/${service.id}/start`)}>
                  {speech.t('portal.service.apply')}
                </LinkButton>
              ) : (
                await NotHere(context, service)
              )}
              {service.runs && !context.principal.personId ? (
                <p class="soft small no-print">{speech.t('portal.service.sign-in-first')}</p>
              ) : null}
            </>
          }
        />
      </>
    ),
  }
})

/** Why there is no button to apply, and where to go instead: the office of one's place. */
async function NotHere(
  context: PageContext<'country'>,
  service: Pick<PassportShown, 'owner' | 'id'> & { beginsByItself: boolean },
) {
  const { speech, world, query } = context
  if (service.beginsByItself)
    return (
      <Notice tone="neutral" title={speech.t('portal.service.by-itself')}>
        {speech.t('portal.service.by-itself-how')}
      </Notice>
    )
  const { kind, level } = service.owner
  const ofKind = world.country.offices().filter((office) => office.kind === kind)
  const ofLevel = ofKind.filter((office) => office.level === level)
  const offices = ofLevel.length > 0 ? ofLevel : ofKind
  const chosen = offices.length === 1 ? offices[0] : offices.find(({ id }) => id === query.get('office'))
  const body = chosen && (await context.perform(showBody, { body: chosen.id }))
  return (
    <Notice tone="neutral" title={speech.t('portal.service.not-yet')}>
      <p>{speech.t('portal.service.not-yet-remedy')}</p>
      {offices.length > 1 ? (
        <div class="no-print">
          <Form method="get" action={`${speech.path(`/services/${service.id}`)}#where`}>
            <Field
              kind="choice"
              name="office"
              id="where"
              asList
              label={speech.t('portal.service.which-office')}
              value={chosen?.id ?? ''}
              words={uiWords(speech.t)}
              options={offices.map(({ id }) => ({ value: id, text: world.country.displayName(id, speech.language) }))}
            />
            <Buttons>
              <Button look="secondary">{speech.t('portal.service.show-office')}</Button>
            </Buttons>
          </Form>
        </div>
      ) : null}
      {body ? (
        <>
          <p>
            <strong>
              <a href={speech.path(`/bodies/${body.id}`)}>{body.name}</a>
            </strong>
          </p>
          <ContactRows context={context} contact={body.contact} />
        </>
      ) : null}
      {offices.length === 0 ? (
        <SummaryList rows={[{ key: speech.t('portal.service.go-there'), value: bodyName(context, service.owner) }]} />
      ) : null}
      <p>
        <a href={speech.path(`/services?body=${kind}`)}>
          {speech.t('portal.service.same-body', { body: world.country.displayName(kind, speech.language) })}
        </a>
      </p>
    </Notice>
  )
}

/** Before one begins: whether one has to agree that registers are asked, which these are and of whom. */
function Agreement({
  context,
  service,
}: {
  context: PageContext<'country'>
  service: Pick<ServiceShown, 'consent' | 'legalBasis' | 'id'>
}) {
  const { speech } = context
  const { consent } = service
  if (!consent) return null
  const law = service.legalBasis.find(({ id }) => id === consent.basis)
  const way = consent.needed ? 'needed' : law ? 'by-law' : 'not-needed'
  const { ofApplicant, ofOthers } = consent
  return (
    <Section title={speech.t('portal.service.agreement.title')}>
      <p>
        {speech.t(
          `portal.service.agreement.${way}`,
          law ? { law: lawShown(speech, law, { article: null, dated: true }) } : {},
        )}
      </p>
      <SummaryList
        rows={(
          [
            ['you', ofApplicant],
            ['others', ofOthers],
          ] as const
        ).flatMap(([of, registers]) =>
          registers.length === 0
            ? []
            : [{ key: speech.t(`portal.service.agreement.${of}`), value: speech.list(registers) }],
        )}
      />
      {ofOthers.length > 0 ? <p>{speech.t('portal.service.agreement.of-others')}</p> : null}
    </Section>
  )
}

function facts({ speech }: PageContext, service: PassportShown, demo: (field: string) => { note?: string }): Fact[] {
  const { fee, term, now } = service
  const price =
    fee === null
      ? speech.t('ui.unknown')
      : fee.none
        ? speech.t('portal.service.free')
        : (fee.text ?? speech.t('portal.service.fee-by-rule'))
  const burden = (name: 'visits' | 'documents', label: string): Fact[] =>
    now?.[name] === undefined ? [] : [{ name: label, value: String(now[name]), ...demo(`now.${name}`) }]
  return [
    { name: speech.t('portal.service.price'), value: price, ...demo('fee') },
    {
      name: speech.t('portal.service.time'),
      value: term ? speech.t(`ui.term.${term.unit}`, { count: term.amount }) : speech.t('ui.unknown'),
      ...demo('term'),
    },
    ...burden('visits', speech.t('portal.service.visits')),
    ...burden('documents', speech.t('portal.service.papers')),
    {
      name: speech.t('portal.service.for-whom'),
      value: service.audience.map((text) => speech.t(`portal.service.for-${text}`)).join(' · '),
    },
  ]
}

/** What the same cost a person before the service was re-engineered; renders nothing where nobody counted it. */
function Before({ context: { speech }, service: { before } }: { context: PageContext; service: PassportShown }) {
  const counted = (
    [
      ['documents', 'portal.service.papers-count'],
      ['visits', 'portal.service.visits-count'],
      ['days', 'ui.term.calendar-day'],
    ] as const
  ).flatMap(([name, key]) => (before?.[name] === undefined ? [] : [speech.t(key, { count: before[name] })]))
  return counted.length === 0 ? null : (
    <p class="soft small">{speech.t('portal.service.before', { what: counted.join(', ') })}</p>
  )
}

/** A kind of body with its level, where it is not the nearest, which people mean anyway. */
const bodyName = ({ speech, world }: PageContext<'country'>, body: PassportShown['owner']): string =>
  body.level !== world.country.levels[0]
    ? `${body.name} (${world.country.levelName(body.level, speech.language)})`
    : body.name

/** What a law of the passport is called, its date with it. */
function lawCited({ speech }: PageContext, service: PassportShown, id: string, article: string | null): string {
  const law = service.legalBasis.find((candidate) => candidate.id === id)
  return law ? lawShown(speech, law, { article, dated: true }) : id
}
