import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import {
  Alert,
  BackLink,
  Button,
  Disclosure,
  EmptyState,
  ErrorSummary,
  LinkButton,
  LinkList,
  PageHeading,
  Pagination,
  Progress,
  Section,
  uiWords,
} from '../../../ui/index.ts'
import { answerComments } from '../use/answer-comments.ts'
import { closeDiscussionForGood } from '../use/close-discussion.ts'
import { listHidden } from '../use/hide-comment.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { listCommentGroups, regroupComments } from '../use/groups.ts'
import { listAllComments } from '../use/list-comments.ts'
import { ANSWER_FIELDS, answerForm } from './answer-form.tsx'
import { showGroup } from './group-page.tsx'
import { commentCard } from './comment-card.tsx'
import { appealList, hideForm, typedOf } from './hiding.tsx'
import { groupDetail } from './words.ts'
import { changeIn, changeOptions, owingAnswers, owingList, sendChange } from './owing.tsx'

/** Each form of the desk stands many times: what was wrong leads to the one that was sent. */
const faultsAt = (typed: Typed) => {
  const { form, values } = typed
  const of = values['comment'] ?? values['answer'] ?? values['of']
  return faultsOf(typed).map(({ field, text }) => {
    const id = form === 'hide' || form === 'decision' ? form : field
    return { ...(field === undefined ? {} : { field: `${id}-${of}` }), text }
  })
}

const SAID = {
  answered: 'consultation.desk.done',
  named: 'consultation.desk.named',
  grouped: 'consultation.group.again-done',
} as const

/** What waits for an answer, groups first, and the button that ends the discussion when nothing does. */
export const deskPage = page('GET /consultations/:discussion/answers', ['country'], (context) => showDesk(context))

export const sendAnswer = page('POST /consultations/:discussion/answers', ['country'], (context) => {
  const { discussion } = context.parameters as { discussion: string }
  return answerPost(context, {
    form: 'answer',
    fields: ANSWER_FIELDS,
    async does(posted, { key }) {
      const given = (name: string) => posted.get(name) ?? ''
      await context.perform(
        answerComments,
        {
          discussion,
          ...(given('group')
            ? { group: { id: given('group'), revision: Number(given('revision')) } }
            : { comment: given('comment') }),
          outcome: given('outcome'),
          reason: given('reason'),
          ...changeIn(posted),
        },
        key,
      )
      return `/consultations/${discussion}/answers?done=answered`
    },
    // a group is answered on its own page, and what was written to it stands there
    again: (typed) =>
      typed.values['group'] ? showGroup(context, typed.values['group'], typed) : showDesk(context, typed),
  })
})

export const sendChangeOfAnswer = sendChange((context, typed) => showDesk(context, typed))

export const sendClosing = page('POST /consultations/:discussion/close', ['country'], (context) => {
  const { discussion } = context.parameters as { discussion: string }
  return answerPost(context, {
    form: 'close',
    async does() {
      await context.perform(closeDiscussionForGood, { discussion })
      return `/consultations/${discussion}/report`
    },
    again: (typed) => showDesk(context, typed),
  })
})

export const sendRegrouping = page('POST /consultations/:discussion/groups', async (context) => {
  const { discussion } = context.parameters as { discussion: string }
  await context.perform(regroupComments, { discussion })
  return context.redirect(`/consultations/${discussion}/answers?done=grouped`)
})

export async function showDesk(context: PageContext<'country'>, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, query } = context
  const { discussion } = context.parameters as { discussion: string }
  const seen = await context.perform(getDiscussion, { discussion })
  if (!(await context.may(answerComments, { discussion })))
    throw new Refusal(general[context.principal.personId ? 'not-allowed' : 'sign-in-needed'])
  const after = query.get('after')
  const { items, next } = await context.perform(listAllComments, {
    discussion,
    waiting: true,
    alone: true,
    ...(after ? { after } : {}),
  })
  const answered = seen.comments - seen.waiting
  const hidden = await hiddenAmong(context, discussion, items, after)
  const changes = await changeOptions(context, seen)
  const owing = seen.state === 'open' ? await owingAnswers(context, discussion) : []
  const silent = owing.filter(({ owed }) => owed === null).reduce((sum, { comments }) => sum + comments, 0)
  const here = `/consultations/${discussion}`
  const done = typed.form
    ? undefined
    : (['answered', 'named', 'grouped'] as const).find((what) => what === query.get('done'))
  const mayClose = seen.state === 'open' && (await context.may(closeDiscussionForGood, { discussion }))
  return {
    title: `${speech.t('consultation.desk.title')} · ${seen.title}`,
    status: typed.status,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsAt(typed)} />
        <BackLink href={speech.path(here)} text={seen.title} />
        <PageHeading title={speech.t('consultation.desk.title')} caption={seen.title} />
        {done ? <Alert>{speech.t(SAID[done])}</Alert> : null}
        <Progress
          value={answered}
          max={Math.max(seen.comments, 1)}
          label={speech.t('consultation.answered')}
          text={speech.t('consultation.desk.progress', { answered, all: seen.comments })}
        />
        {await appealList(context, discussion, typed)}
        {await groupList(context, discussion, seen.state === 'open')}
        <Section title={speech.t('consultation.desk.waiting')}>
          {items.length === 0 ? (
            <EmptyState title={speech.t('consultation.desk.none')}>
              {speech.t(seen.waiting > 0 ? 'consultation.desk.only-groups' : 'consultation.desk.none-text')}
            </EmptyState>
          ) : (
            items.map((comment) => {
              const own = typed.values['comment'] === comment.id ? typed : undefined
              return (
                <div class="stack">
                  {commentCard(
                    context,
                    discussion,
                    comment,
                    comment.hidden
                      ? null
                      : hideForm(context, discussion, comment.id, typedOf(typed, 'hide', comment.id)),
                    seen.articles,
                  )}
                  <Disclosure
                    summary={speech.t('consultation.desk.answer')}
                    open={own !== undefined || items.length === 1}
                  >
                    {comment.hidden ? hiddenWords(context, hidden.get(comment.id)) : null}
                    {answerForm({ context, discussion, changes, to: { comment: comment.id }, typed: own })}
                  </Disclosure>
                </div>
              )
            })
          )}
          <Pagination
            words={uiWords(speech.t)}
            {...(next ? { next: speech.path(`${here}/answers?after=${next}`) } : {})}
          />
          {seen.state === 'open' ? (
            <LinkButton look="tertiary" href={speech.path(`${here}/enter`)}>
              {speech.t('consultation.enter.title')}
            </LinkButton>
          ) : null}
        </Section>
        {owingList(context, discussion, owing, changes, typed)}
        {mayClose ? (
          <Section title={speech.t('consultation.desk.end')}>
            <p>
              {seen.waiting > 0
                ? speech.t('consultation.refusal.unanswered', { count: seen.waiting, all: seen.comments })
                : silent > 0
                  ? speech.t('consultation.refusal.change-owed', { count: silent })
                  : seen.takes
                    ? speech.t('consultation.desk.term-runs', { date: speech.dateTime(seen.until) })
                    : speech.t('consultation.desk.can-close')}
            </p>
            <form method="post" action={speech.path(`${here}/close`)}>
              <div class="buttons">
                <Button look={seen.waiting > 0 || silent > 0 || seen.takes ? 'secondary' : 'primary'}>
                  {speech.t('consultation.desk.close')}
                </Button>
                <LinkButton look="tertiary" href={speech.path(`${here}/texts/new`)}>
                  {speech.t('consultation.text.publish')}
                </LinkButton>
              </div>
            </form>
          </Section>
        ) : null}
      </>
    ),
  }
}

type Hidden = { comment: string; words: string; proposal: string | null }

/** What those of a page's comments say that are hidden: both lists go from the newest to the oldest. */
async function hiddenAmong(
  context: PageContext,
  discussion: string,
  comments: readonly { id: string; hidden: string | null }[],
  before: string | null,
): Promise<ReadonlyMap<string, Hidden>> {
  const last = comments.findLast(({ hidden }) => hidden !== null)?.id
  const found = new Map<string, Hidden>()
  let after = before
  while (last !== undefined && !found.has(last)) {
    const { items, next } = await context.perform(listHidden, { discussion, ...(after ? { after } : {}) })
    for (const item of items) found.set(item.comment, item)
    if (next === null) break
    after = next
  }
  return found
}

/** What a hidden comment says, for who answers it. */
const hiddenWords = ({ speech }: PageContext, item: Hidden | undefined) =>
  item ? (
    <>
      <p class="soft small">{speech.t('consultation.hidden.to-you')}</p>
      <blockquote class="passage said" dir="auto">
        {item.words}
      </blockquote>
      {item.proposal ? (
        <blockquote class="passage said" dir="auto">
          {item.proposal}
        </blockquote>
      ) : null}
    </>
  ) : null

/** Campaigns, the largest first: they are looked at before single comments are. */
async function groupList(context: PageContext, discussion: string, open: boolean) {
  const { speech } = context
  const { items } = await context.perform(listCommentGroups, { discussion })
  return (
    <Section title={speech.t('consultation.group.title')}>
      {items.length === 0 ? (
        <EmptyState title={speech.t('consultation.group.none')}>{speech.t('consultation.group.none-text')}</EmptyState>
      ) : (
        <LinkList
          links={items.map((group) => ({
            href: speech.path(`/consultations/${discussion}/groups/${group.id}`),
            text: speech.t('consultation.group.members', { count: group.members }),
            count: group.waiting > 0 ? speech.t('consultation.waiting', { count: group.waiting }) : '',
            detail: `${speech.t(`consultation.group.${group.state}`)} · ${groupDetail(context, group)}`,
          }))}
        />
      )}
      {open ? (
        <form method="post" action={speech.path(`/consultations/${discussion}/groups`)}>
          <Button look="tertiary">{speech.t('consultation.group.again')}</Button>
        </form>
      ) : null}
    </Section>
  )
}
