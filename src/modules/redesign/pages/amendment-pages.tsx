import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import {
  BackLink,
  dateFromParts,
  EmptyState,
  ErrorSummary,
  LinkButton,
  Moment,
  PageHeading,
  SummaryList,
  Table,
  Tag,
} from '../../../ui/index.ts'
import { lawShown } from '../../catalogue/index.ts'
import { listAmendments, readAmendment, type ShownAmendment } from '../use/amendments.ts'
import { settleAmendment } from '../use/settle-amendment.ts'
import { SettleForms } from './settle-forms.tsx'
import { sentence } from './finding-card.tsx'
import { officeNames } from './office-name.ts'

const HERE = '/redesign/amendments'
const TONES = {
  due: 'waits',
  'in-discussion': 'action',
  discussed: 'waits',
  adopted: 'done',
  'not-needed': 'done',
  withdrawn: 'neutral',
} as const

/** Draft amendments: words of law that changed processes leave behind, each with the step and the reason. */
export const amendmentPages = [
  page(`GET ${HERE}`, ['country'], list),
  page(`GET ${HERE}/:amendment`, ['country'], (context) => show(context, NOTHING_TYPED)),
  page(`POST ${HERE}/:amendment`, ['country'], (context) =>
    answerPost(context, {
      form: 'settle',
      fields: ['act', 'inForce', 'reason'],
      async does(posted, { key }) {
        const amendment = context.parameters['amendment']!
        const adopted = posted.get('how') === 'adopted'
        const given = (name: string) => posted.get(name)?.trim() ?? ''
        const inForce = dateFromParts((part) => posted.get(part) ?? undefined, 'inForce')
        await context.perform(
          settleAmendment,
          adopted
            ? // a day that nobody typed is told together with the act that nobody named
              { amendment, act: given('act'), inForce: inForce ?? '' }
            : { amendment, reason: given('reason') },
          key,
        )
        return `${HERE}/${amendment}`
      },
      again: (typed) => show(context, typed),
    }),
  ),
]

type Context = PageContext<'country'>
const lawOf = ({ speech }: Context, { law, article }: ShownAmendment) => lawShown(speech, law, { article, dated: true })
const whatOf = ({ speech }: Context, { what, step }: ShownAmendment) =>
  speech.t(`redesign.amendment.what.${what === 'removed' ? 'removed' : 'moved'}`, { step: step.name })
const state = ({ speech }: Context, item: ShownAmendment) => (
  <Tag tone={TONES[item.state]}>{speech.t(`redesign.amendment.state.${item.state}`)}</Tag>
)

async function list(context: Context): Promise<View> {
  const { speech } = context
  const { items } = await context.perform(listAmendments, {})
  return {
    title: speech.t('redesign.amendment.title'),
    wide: true,
    body: (
      <>
        <PageHeading title={speech.t('redesign.amendment.title')} lead={speech.t('redesign.amendment.lead')} />
        {items.length === 0 ? (
          <EmptyState title={speech.t('redesign.amendment.none')} />
        ) : (
          <Table
            stack
            caption={speech.t('redesign.amendment.title')}
            captionHidden
            rows={items}
            columns={[
              {
                header: speech.t('redesign.amendment.law'),
                main: true,
                cell: (item) => <a href={speech.path(`${HERE}/${item.id}`)}>{lawOf(context, item)}</a>,
              },
              { header: speech.t('redesign.service'), cell: (item) => item.service.name },
              { header: speech.t('redesign.amendment.because'), cell: (item) => whatOf(context, item) },
              { header: speech.t('redesign.amendment.stands'), cell: (item) => state(context, item) },
            ]}
          />
        )}
      </>
    ),
  }
}

async function show(context: Context, typed: Typed): Promise<View> {
  const { speech, world } = context
  const item = await context.perform(readAmendment, { amendment: context.parameters['amendment'] })
  const reason =
    item.finding === null
      ? speech.t('redesign.amendment.by-hand')
      : sentence(speech, item.finding, officeNames(context))
  const title = speech.t('redesign.amendment.heading', { law: lawOf(context, item) })
  const mayList = await context.may(listAmendments, {})
  const words = new URLSearchParams({
    amendment: item.id,
    title,
    note: [speech.t('redesign.amendment.note', { service: item.service.name }), whatOf(context, item), reason].join(
      '\n',
    ),
  })
  return {
    title,
    body: (
      <>
        {mayList ? <BackLink href={speech.path(HERE)} text={speech.t('redesign.amendment.title')} /> : null}
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOf(typed)} />
        <PageHeading title={title} lead={speech.t(`redesign.amendment.next.${item.state}`)}>
          {state(context, item)}
        </PageHeading>
        <SummaryList
          rows={[
            {
              key: speech.t('redesign.service'),
              value: <a href={speech.path(`/services/${item.service.id}`)}>{item.service.name}</a>,
            },
            { key: speech.t('redesign.amendment.because'), value: whatOf(context, item) },
            ...(item.step.unit === ''
              ? []
              : [{ key: speech.t('redesign.amendment.unit'), value: officeNames(context)(item.step.unit) }]),
            { key: speech.t('redesign.amendment.reason'), value: reason },
            {
              key: speech.t('redesign.amendment.opened'),
              value: (
                <>
                  <Moment at={item.openedAt}>{speech.dateTime(item.openedAt)}</Moment>,{' '}
                  {world.country.displayName(item.body, speech.language)}
                </>
              ),
            },
            ...(item.settledWords === null
              ? []
              : [
                  {
                    key: speech.t(`redesign.amendment.settled.${item.inForce ? 'act' : 'reason'}`),
                    value: item.settledWords,
                  },
                ]),
            ...(item.inForce === null
              ? []
              : [{ key: speech.t('redesign.amendment.settled.in-force'), value: speech.date(item.inForce) }]),
            ...(item.discussion === null
              ? []
              : [
                  {
                    key: speech.t('redesign.amendment.act'),
                    value: (
                      <a href={speech.path(`/consultations/${item.discussion}`)}>
                        {speech.t('redesign.amendment.see-act')}
                      </a>
                    ),
                  },
                ]),
          ]}
        />
        {mayList ? (
          <p>
            <a href={speech.path(`/studio/${item.draft}`)}>{speech.t('redesign.amendment.see-draft')}</a>
          </p>
        ) : null}
        {item.state === 'due' && item.mayWrite ? (
          <LinkButton href={speech.path(`/consultations/new?${words}`)}>
            {speech.t('redesign.amendment.write')}
          </LinkButton>
        ) : null}
        {item.mayWrite && (item.state === 'due' || item.state === 'discussed') ? (
          <SettleForms context={context} item={item} typed={typed} />
        ) : null}
      </>
    ),
    status: typed.status,
  }
}
