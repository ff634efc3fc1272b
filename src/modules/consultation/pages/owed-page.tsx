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
  Alert,
  BackLink,
  Button,
  Disclosure,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  PageHeading,
  Pagination,
  Tabs,
  Tag,
  uiWords,
} from '../../../ui/index.ts'
import { disputeDone, listOwedChanges, settleOwed } from '../use/owed.ts'
import { bodyName, pageOfList } from './words.ts'

/** What bodies owe for what they accepted, with its day; what is over stands red. */
export const owedPage = page('GET /consultations/owed', ['country'], (context) => showOwed(context))

export const sendDone = page('POST /consultations/:discussion/answers/:answer/done', ['country'], (context) => {
  const { discussion, answer } = context.parameters as { discussion: string; answer: string }
  return answerPost(context, {
    form: 'done',
    fields: ['what', 'address'],
    async does(posted, { key }) {
      const where = whereIn(context.origin, posted.get('address') ?? '')
      await context.perform(settleOwed, { discussion, answer, what: posted.get('what') ?? '', ...where }, key)
      return '/consultations/owed?done=true&said=done'
    },
    again: (typed) => showOwed(context, typed),
  })
})

/** A text of this portal, which is looked up, or an address outside. */
function whereIn(origin: string, typed: string): { seen?: SeenGiven; address?: string } {
  const address = typed.trim()
  if (address === '') return {}
  const here = address.startsWith(`${origin}/`) ? new URL(address) : undefined
  const found = /^\/[\w-]+\/consultations\/([0-9a-f-]{36})\/changes$/.exec(here?.pathname ?? '')
  const version = Number(here?.searchParams.get('to'))
  if (!here || !found || !Number.isInteger(version) || version < 1) return { address }
  const unit = here.hash.slice(1)
  return { seen: { discussion: found[1]!, version, ...(unit ? { unit } : {}) } }
}

type SeenGiven = { discussion: string; version: number; unit?: string }

export const sendDispute = page('POST /consultations/:discussion/answers/:answer/dispute', ['country'], (context) => {
  const { discussion, answer } = context.parameters as { discussion: string; answer: string }
  return answerPost(context, {
    form: 'dispute',
    fields: ['why'],
    async does(posted, { key }) {
      const why = posted.get('why') ?? ''
      await context.perform(disputeDone, { discussion, answer, why, ...statementIn(posted) }, key)
      return '/consultations/owed?said=disputed'
    },
    again: (typed) => showOwed(context, typed),
  })
})

/** Which word of the body the form disputes: the one that was read. */
export function statementIn(posted: URLSearchParams): { statement?: number } {
  const number = posted.get('statement') ?? ''
  return /^\d{1,4}$/.test(number) ? { statement: Number(number) } : {}
}

async function showOwed(context: PageContext<'country'>, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, query } = context
  const [of, after] = [query.get('discussion'), query.get('after')]
  const done = query.get('done') === 'true'
  const { items, next } = await context.perform(listOwedChanges, {
    done,
    ...(of ? { discussion: of } : {}),
    ...(after ? { after } : {}),
  })
  const errors = faultsOf(typed).map(({ field, text }) => ({
    ...(field ? { field: `${field}-${typed.values['answer']}` } : {}),
    text,
  }))
  const address = (more: Record<string, string>) =>
    speech.path(`/consultations/owed?${new URLSearchParams({ ...(of ? { discussion: of } : {}), ...more })}`)
  return {
    title: speech.t('consultation.owed-list.title'),
    status: typed.status,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={errors} />
        <BackLink
          href={speech.path(of ? `/consultations/${of}/report` : '/consultations')}
          text={speech.t(of ? 'consultation.report.title' : 'consultation.title')}
        />
        <PageHeading title={speech.t('consultation.owed-list.title')} lead={speech.t('consultation.owed-list.lead')} />
        {typed.form ? null : query.get('said') === 'done' ? (
          <Alert>{speech.t('consultation.owed-list.said')}</Alert>
        ) : query.get('said') === 'disputed' ? (
          <Alert>{speech.t('consultation.owed-list.disputed-said')}</Alert>
        ) : null}
        <Tabs
          label={speech.t('consultation.owed-list.title')}
          tabs={[false, true].map((tab) => ({
            href: address(tab ? { done: 'true' } : {}),
            text: speech.t(`consultation.owed-list.${tab ? 'done' : 'open'}`),
            current: tab === done,
          }))}
        />
        {items.length === 0 ? (
          <EmptyState title={speech.t(`consultation.owed-list.none-${done ? 'done' : 'open'}`)} />
        ) : (
          items.map((item) => owedCard(context, item, typed))
        )}
        <Pagination
          words={uiWords(speech.t)}
          {...(next ? { next: address({ ...(done ? { done: 'true' } : {}), after: next }) } : {})}
        />
      </>
    ),
  }
}

type Item = Awaited<ReturnType<typeof itemsOf>>[number]
const itemsOf = async (context: PageContext<'country'>) => (await context.perform(listOwedChanges, {})).items

function owedCard(context: PageContext<'country'>, item: Item, typed: Typed) {
  const { speech } = context
  const mine = typed.values['answer'] === item.answer ? typed : NOTHING_TYPED
  const disputed = item.state === 'disputed'
  const term =
    item.owedBy === null
      ? speech.t('consultation.owed-list.no-term')
      : speech.t(item.over ? 'consultation.owed-list.over' : 'consultation.owed-by', { date: speech.date(item.owedBy) })
  return (
    <article class="card" id={`owed-${item.answer}`}>
      <p class="small">
        <a href={speech.path(`/consultations/${item.discussion}/report`)}>{item.title}</a> ·{' '}
        {bodyName(context, item.body)}
      </p>
      <p class="said" dir="auto">
        {item.owed}
      </p>
      <p class="row">
        {item.state === 'done' ? (
          <span class="soft small">{term}</span>
        ) : (
          <Tag tone={item.over ? 'refused' : 'waits'}>{term}</Tag>
        )}
        {item.state === 'disputed' ? <Tag tone="refused">{speech.t('consultation.owed-list.disputed-tag')}</Tag> : null}
        <span class="soft small">
          {speech.t('consultation.answered-by', { name: item.by, date: speech.date(item.at) })}
          {item.comments > 1 ? ` · ${speech.t('consultation.answer-to', { count: item.comments })}` : ''}
        </span>
      </p>
      {item.said.map((statement, at) => statementLines(context, item, statement, at))}
      {item.disputable ? (
        <Disclosure summary={speech.t('consultation.owed-list.dispute')} open={mine.form !== undefined}>
          <Form
            action={speech.path(
              `/consultations/${item.discussion}/answers/${item.answer}/dispute${pageOfList(context)}`,
            )}
          >
            <input type="hidden" name="key" value={context.formKey()} />
            <input type="hidden" name="answer" value={item.answer} />
            <input type="hidden" name="statement" value={String(item.statement)} />
            <Field
              kind="textarea"
              name="why"
              id={`why-${item.answer}`}
              rows={3}
              label={speech.t('consultation.owed-list.why')}
              hint={speech.t('consultation.owed-list.why-hint')}
              value={mine.values['why'] ?? ''}
              error={mine.faults['why']}
              words={uiWords(speech.t)}
            />
            <Button look="secondary">{speech.t('consultation.owed-list.send')}</Button>
          </Form>
        </Disclosure>
      ) : null}
      {item.settles ? (
        <Disclosure
          summary={speech.t(`consultation.owed-list.${disputed ? 'reply' : 'say'}`)}
          open={mine.form !== undefined}
        >
          <Form
            action={speech.path(`/consultations/${item.discussion}/answers/${item.answer}/done${pageOfList(context)}`)}
          >
            <input type="hidden" name="key" value={context.formKey()} />
            <input type="hidden" name="answer" value={item.answer} />
            <Field
              kind="textarea"
              name="what"
              id={`what-${item.answer}`}
              rows={3}
              label={speech.t(`consultation.owed-list.${disputed ? 'reply-what' : 'what'}`)}
              hint={speech.t(`consultation.owed-list.${disputed ? 'reply-hint' : 'what-hint'}`)}
              value={mine.values['what'] ?? ''}
              error={mine.faults['what']}
              words={uiWords(speech.t)}
            />
            <Field
              kind="text"
              name="address"
              optional={disputed}
              id={`address-${item.answer}`}
              label={speech.t('consultation.owed-list.address')}
              hint={speech.t('consultation.owed-list.address-hint')}
              value={mine.values['address'] ?? ''}
              error={mine.faults['address']}
              words={uiWords(speech.t)}
            />
            <Button look="secondary">{speech.t('consultation.owed-list.send')}</Button>
          </Form>
        </Disclosure>
      ) : null}
    </article>
  )
}

type Statement = Item['said'][number]

/**
 * One word of the body, and who disputes it. Green is only what nobody ever disputed: an answer to a dispute is the
 * body's own word again.
 */
function statementLines(context: PageContext<'country'>, { state, said }: Item, statement: Statement, at: number) {
  const { speech } = context
  const key = at > 0 ? 'replied' : said[0]!.disputes.length > 0 ? 'body-says' : 'was-done'
  return (
    <>
      <p>
        <Tag tone={key === 'was-done' && state === 'done' ? 'done' : 'neutral'}>
          {speech.t(`consultation.owed-list.${key}`)}
        </Tag>{' '}
        <span dir="auto">{statement.what}</span>{' '}
        <span class="soft small">
          {speech.t('consultation.answered-by', { name: statement.by, date: speech.date(statement.at) })}
        </span>
        <br />
        {whereShown(context, statement, at > 0)}
      </p>
      {statement.disputes.map(({ by, why, at: when }) => (
        <p>
          <strong>
            {speech.t('consultation.owed-list.disputed', {
              name: by ?? speech.t('consultation.without-name'),
              date: speech.date(when),
            })}
          </strong>{' '}
          <span dir="auto">{why}</span>
        </p>
      ))}
    </>
  )
}

/** Where what was done can be read, and what exactly of that was looked up. */
function whereShown({ speech }: PageContext<'country'>, { seen, address }: Statement, reply: boolean) {
  if (seen)
    return (
      <>
        <a
          href={speech.path(
            `/consultations/${seen.discussion}/changes?to=${seen.version}${seen.unit ? `#${seen.unit}` : ''}`,
          )}
        >
          {speech.t('consultation.owed-list.see-text', { number: seen.version })}
        </a>{' '}
        <span class="soft small">
          ({speech.t(`consultation.owed-list.${seen.unit === null ? 'checked-text' : 'checked-unit'}`)})
        </span>
      </>
    )
  if (address === null)
    return reply ? null : <span class="soft small">{speech.t('consultation.owed-list.word-alone')}</span>
  return (
    <>
      <a href={address} rel="nofollow noopener noreferrer">
        {speech.t('consultation.owed-list.outside', { site: new URL(address).hostname })}
      </a>{' '}
      <span class="soft small">({speech.t('consultation.owed-list.unchecked')})</span>
    </>
  )
}
