import { getService, lawShown, type PassportShown } from '../modules/catalogue/index.ts'
import { page, type PageContext } from '../platform/http/index.ts'
import {
  Beside,
  Breadcrumbs,
  CheckList,
  Disclosure,
  FactsBox,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  SummaryList,
  type Fact,
} from '../ui/index.ts'

const getPassport = getService(false)

export const servicePage = page('GET /services/:service', ['country'], async (context) => {
  const { speech, parameters } = context
  const service = await context.perform(getPassport, { id: parameters['service'], language: speech.language })
  const isDemo = (field: string) => service.provenance[field] === 'demo'
  const demo = (field: string) => (isDemo(field) ? { note: speech.t('ui.demo-value') } : {})
  const held = service.evidence.filter((piece) => piece.heldByState)
  const brought = service.evidence.filter((piece) => !piece.heldByState)
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
        <Beside
          sideLabel={speech.t('portal.service.at-a-glance')}
          sideFirst
          main={
            <>
              <Section title={speech.t('portal.service.can-i')}>
                <CheckList
                  items={[
                    ...service.audience.map((text) => ({ text: speech.t(`portal.service.for-${text}`) })),
                    ...service.conditions.map(({ text }) => ({
                      text,
                      tone: 'neutral' as const,
                      ...(isDemo('conditions') ? { detail: speech.t('ui.demo-value') } : {}),
                    })),
                  ]}
                />
              </Section>
              {held.length > 0 ? (
                <Section title={speech.t('portal.service.state-knows')}>
                  <p>{speech.t('portal.service.held-by-state', { count: held.length })}</p>
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
              <Section title={speech.t('portal.service.you-bring')}>
                {brought.length === 0 ? (
                  <p>{speech.t('casework.receipt.nothing-to-bring')}</p>
                ) : (
                  <CheckList items={brought.map((item) => ({ text: item.name, tone: 'waits' }))} />
                )}
              </Section>
              {service.refusalGrounds.length > 0 ? (
                <Section title={speech.t('portal.service.refusals')}>
                  <CheckList
                    items={service.refusalGrounds.map((ground) => ({
                      text: ground.text,
                      detail: lawCited(context, service, ground.basis, ground.article),
                      tone: 'refused',
                    }))}
                  />
                </Section>
              ) : null}
              <Section title={speech.t('portal.service.law')}>
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
                notHere(context, service.beginsByItself)
              )}
              {service.runs && !context.principal.personId ? (
                <p class="soft small">{speech.t('portal.service.sign-in-first')}</p>
              ) : null}
            </>
          }
        />
      </>
    ),
  }
})

/** Why there is no button to apply. */
function notHere({ speech }: PageContext, beginsByItself: boolean) {
  return beginsByItself ? (
    <Notice tone="neutral" title={speech.t('portal.service.by-itself')}>
      {speech.t('portal.service.by-itself-how')}
    </Notice>
  ) : (
    <Notice tone="neutral" title={speech.t('portal.service.not-yet')}>
      {speech.t('portal.service.not-yet-remedy')}
    </Notice>
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
