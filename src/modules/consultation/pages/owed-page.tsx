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
import { listOwedChanges, settleOwed } from '../use/owed.ts'
import { bodyName, pageOfList } from './words.ts'

/** What bodies owe for what they accepted, with its day; what is over stands red. */
export const owedPage = page('GET /consultations/owed', ['country'], (context) => showOwed(context))

export const sendDone = page('POST /consultations/:discussion/answers/:answer/done', ['country'], (context) => {
  const { discussion, answer } = context.parameters as { discussion: string; answer: string }
  return answerPost(context, {
    form: 'done',
    fields: ['what'],
    async does(posted, { key }) {
      await context.perform(settleOwed, { discussion, answer, what: posted.get('what') ?? '' }, key)
      return '/consultations/owed?done=true&said=done'
    },
    again: (typed) => showOwed(context, typed),
  })
})

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
        {query.get('said') === 'done' && !typed.form ? <Alert>{speech.t('consultation.owed-list.said')}</Alert> : null}
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
        {item.done === null ? (
          <Tag tone={item.over ? 'refused' : 'waits'}>{term}</Tag>
        ) : (
          <span class="soft small">{term}</span>
        )}
        <span class="soft small">
          {speech.t('consultation.answered-by', { name: item.by, date: speech.date(item.at) })}
          {item.comments > 1 ? ` · ${speech.t('consultation.answer-to', { count: item.comments })}` : ''}
        </span>
      </p>
      {item.done === null ? null : (
        <p>
          <Tag tone="done">{speech.t('consultation.owed-list.was-done')}</Tag> <span dir="auto">{item.done}</span>{' '}
          <span class="soft small">
            {speech.t('consultation.answered-by', { name: item.doneBy!, date: speech.date(item.doneAt!) })}
          </span>
        </p>
      )}
      {item.settles ? (
        <Disclosure summary={speech.t('consultation.owed-list.say')} open={mine.form !== undefined}>
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
              label={speech.t('consultation.owed-list.what')}
              hint={speech.t('consultation.owed-list.what-hint')}
              value={mine.values['what'] ?? ''}
              error={mine.faults['what']}
              words={uiWords(speech.t)}
            />
            <Button look="secondary">{speech.t('consultation.owed-list.send')}</Button>
          </Form>
        </Disclosure>
      ) : null}
    </article>
  )
}
