import { textOf } from '../../../kernel/act/index.ts'
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
  BackLink,
  Button,
  Buttons,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  LinkList,
  Notice,
  PageHeading,
  Pagination,
  Section,
  uiWords,
} from '../../../ui/index.ts'
import { CAMPAIGN } from '../model/campaign.ts'
import { piecesOf } from '../model/marked-text.ts'
import { addComment } from '../use/add-comment.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { listCommentGroups } from '../use/groups.ts'
import { listAllComments } from '../use/list-comments.ts'
import { supportComment } from '../use/support-comment.ts'
import { commentCard } from './comment-card.tsx'
import { commentFields, passageOf } from './comment-fields.tsx'
import { unitTitle } from './words.ts'

/** Of an article with more comments the newest stand as they came: looking through all for the others takes too long. */
const LOOKED_THROUGH = 5_000

const FIELDS = ['passage', 'words', 'proposal'] as const

/** One article: its words with what was said of them, and the form to say something. */
export const unitPage = page('GET /consultations/:discussion/units/:unit', (context) => show(context, NOTHING_TYPED))

export const sendComment = page('POST /consultations/:discussion/units/:unit', (context) => {
  const { discussion, unit } = context.parameters as { discussion: string; unit: string }
  return answerPost(context, {
    form: 'comment',
    fields: FIELDS,
    // a person who may comment nowhere is told so on the page; one that is not there is said to be so
    mends: ({ kind }) => kind.status !== 401 && kind !== general['not-found'],
    async does(posted, { key }) {
      const proposal = posted.get('proposal') ?? ''
      const seen = await context.perform(getDiscussion, { discussion })
      const article = seen.articles.find(({ id }) => id === unit)
      const made = await context.perform(
        addComment,
        {
          discussion,
          version: Number(posted.get('version')) || seen.version,
          ...(unit === 'whole' ? {} : { unit, ...passageOf(posted, article && textOf(article)) }),
          words: posted.get('words') ?? '',
          ...(proposal.trim() ? { proposal } : {}),
          named: posted.get('named') === 'true',
        },
        key,
      )
      return `/consultations/${discussion}/units/${unit}#comment-${made.id}`
    },
    again: (typed) => show(context, typed),
  })
})

export const sendSupport = page('POST /consultations/:discussion/comments/:comment/support', async (context) => {
  const { discussion, comment } = context.parameters as { discussion: string; comment: string }
  await context.perform(supportComment, { discussion, comment })
  const form = await context.form()
  const unit = form.get('unit') ?? 'whole'
  return context.redirect(
    `/consultations/${discussion}/units/${/^[\w.-]{1,100}$/u.test(unit) ? unit : 'whole'}${form.get('all') === 'true' ? '?all=true' : ''}#comment-${comment}`,
  )
})

async function show(context: PageContext, typed: Typed): Promise<View> {
  const { speech, query } = context
  const { discussion, unit } = context.parameters as { discussion: string; unit: string }
  const seen = await context.perform(getDiscussion, { discussion })
  const article = seen.articles.find(({ id }) => id === unit)
  if (!article && unit !== 'whole') throw new Refusal(general['not-found'])
  const after = query.get('after')
  const count = article ? article.comments : seen.general
  // members of campaigns would bury the others: they stand once, and one by one for who asks
  const hasCampaigns =
    count >= CAMPAIGN &&
    count <= LOOKED_THROUGH &&
    (await context.perform(listCommentGroups, { discussion })).items.some(({ members }) => members >= CAMPAIGN)
  const each = query.get('all') === 'true'
  const { items, next } = await context.perform(listAllComments, {
    discussion,
    unit,
    alone: hasCampaigns && !each,
    ...(after ? { after } : {}),
  })
  const title = article ? unitTitle(context, article) : speech.t('consultation.on-whole')
  const here = `/consultations/${discussion}`
  return {
    title: `${title} · ${seen.title}`,
    status: typed.status,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOf(typed)} />
        <BackLink href={`${speech.path(here)}${article ? `#${article.id}` : ''}`} text={seen.title} />
        <PageHeading title={title} caption={speech.t('consultation.version', { number: seen.shown })} />
        {article ? (
          <div class="act alone" lang={seen.language}>
            {piecesOf(
              textOf(article),
              items.flatMap(({ id, place: { from, until } }) =>
                from !== null && until !== null ? [{ id, from, until }] : [],
              ),
            ).map(({ text, comments }) =>
              comments.length === 0 ? (
                text
              ) : (
                <mark title={speech.t('consultation.comments', { count: comments.length })}>{text}</mark>
              ),
            )}
          </div>
        ) : null}
        <Section title={speech.t('consultation.comments', { count })}>
          {hasCampaigns ? (
            <LinkList
              links={[
                ...(each ? [] : [{ href: speech.path(`${here}/alike`), text: speech.t('consultation.unit-alike') }]),
                {
                  href: speech.path(`${here}/units/${unit}${each ? '' : '?all=true'}`),
                  text: speech.t(`consultation.report.${each ? 'campaigns-once' : 'one-by-one'}`),
                },
              ]}
            />
          ) : null}
          {count === 0 ? (
            <EmptyState title={speech.t('consultation.no-comments')}>
              {speech.t(seen.takes ? 'consultation.no-comments-remedy' : 'consultation.no-comments-over')}
            </EmptyState>
          ) : (
            <div class="stack">
              {items.map((comment) =>
                commentCard(
                  context,
                  discussion,
                  comment,
                  !comment.own && seen.state === 'open' && context.principal.personId ? (
                    <form method="post" action={speech.path(`${here}/comments/${comment.id}/support`)}>
                      <input type="hidden" name="unit" value={unit} />
                      {each ? <input type="hidden" name="all" value="true" /> : null}
                      <button class="button-link" type="submit">
                        {speech.t('consultation.support')}
                        <span class="hidden-visually"> · {comment.name ?? speech.t('consultation.without-name')}</span>
                      </button>
                    </form>
                  ) : null,
                ),
              )}
            </div>
          )}
          <Pagination
            words={uiWords(speech.t)}
            {...(next ? { next: speech.path(`${here}/units/${unit}?${each ? 'all=true&' : ''}after=${next}`) } : {})}
          />
        </Section>
        {seen.takes ? commentForm(context, seen.shown, article, typed) : null}
      </>
    ),
  }
}

function commentForm(
  context: PageContext,
  version: number,
  article: { id: string; paragraphs: { text: string; id: string }[]; number: string; heading: string } | undefined,
  typed: Typed,
) {
  const { speech, principal, parameters } = context
  const words = uiWords(speech.t)
  const here = `/consultations/${parameters['discussion']}/units/${parameters['unit']}`
  if (!principal.personId)
    return (
      <Notice title={speech.t('consultation.sign-in-title')}>
        <p>{speech.t('consultation.sign-in-text')}</p>
        <p>
          <a href={`/login?returnTo=${encodeURIComponent(speech.path(here))}`}>{speech.t('ui.sign-in')}</a>
        </p>
        <p>
          <a href={speech.path(`${here}/by-email`)}>{speech.t('consultation.by-email.instead')}</a>
        </p>
      </Notice>
    )
  return (
    <Section title={speech.t('consultation.say')} id="say">
      <Form action={speech.path(here)}>
        <input type="hidden" name="key" value={context.formKey()} />
        <input type="hidden" name="version" value={String(version)} />
        {commentFields(context, article, typed)}
        <Field
          kind="declaration"
          name="named"
          label={speech.t('consultation.form.named', { name: principal.name ?? '' })}
          value={typed.form === undefined || typed.values['named'] === 'true'}
          optional
          words={words}
        />
        {principal.actingFor ? (
          <p class="soft">{speech.t('consultation.form.business', { name: principal.actingFor.name })}</p>
        ) : null}
        <Buttons>
          <Button>{speech.t('consultation.form.send')}</Button>
        </Buttons>
        <p class="soft small">{speech.t('consultation.form.after')}</p>
      </Form>
    </Section>
  )
}
