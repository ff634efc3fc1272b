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
  Button,
  Buttons,
  ErrorSummary,
  Field,
  Form,
  LinkButton,
  Notice,
  Section,
  Table,
  uiWords,
  Moment,
} from '../../../ui/index.ts'
import { listAmendments } from '../../redesign/index.ts'
import { lawShown } from '../../catalogue/index.ts'
import { isClosed } from '../model/draft.ts'
import { leftOfTemplate } from '../model/left-of-template.ts'
import { checkDraft } from '../use/check-draft.ts'
import { undoRevision } from '../use/change-draft.ts'
import { publishDraft } from '../use/publish-draft.ts'
import { decideReview, discardDraft, sendToReview } from '../use/review-draft.ts'
import { comparedFiles, showDraft } from '../use/show-draft.ts'
import { DifferenceView } from './difference-view.tsx'
import { CommentsOfDraft, commentsOf, unsettled } from './comments.tsx'
import { Carried, draftOf } from './edit-part.tsx'
import { frame, partPath, treeOf, type ReadDraft } from './frame.tsx'
import { Findings } from './findings.tsx'

const at = (context: PageContext, part = 'overview') => partPath(context.parameters['draft']!, part)

const act = (
  path: string,
  does: (
    context: PageContext<'country'>,
    posted: URLSearchParams,
    sent: { key: string | undefined; shown: string | null },
  ) => Promise<unknown>,
) =>
  page(`POST /studio/:draft/${path}`, ['country', 'serviceTemplates'], (context) =>
    answerPost(context, {
      form: path,
      fields: ['note'],
      async does(posted, sent) {
        await does(context, posted, sent)
        return at(context, posted.get('back') === 'process' ? 'process' : 'overview')
      },
      again: (typed) => show(context, typed),
    }),
  )

export const overviewPages = [
  page('GET /studio/:draft', ['country', 'serviceTemplates'], (context) => show(context, NOTHING_TYPED)),
  page('GET /studio/:draft/difference', async (context) => {
    const draft = await draftOf(context)
    const revision = Number(context.query.get('revision')) || undefined
    const { before, now } = await context.perform(comparedFiles, {
      draft: draft.id,
      ...(revision ? { revision } : {}),
    })
    return frame(
      context,
      draft,
      'overview',
      <Section
        title={context.speech.t(revision ? 'studio.difference.since' : 'studio.difference.title', {
          revision: revision ?? 0,
        })}
      >
        <DifferenceView context={context} before={before} now={now} />
      </Section>,
    )
  }),
  act('send', (context, _posted, { key, shown }) =>
    context.perform(sendToReview, { draft: context.parameters['draft'] }, key, shown),
  ),
  act('decide', (context, posted, { key, shown }) =>
    context.perform(
      decideReview,
      { draft: context.parameters['draft'], decision: posted.get('decision'), note: posted.get('note') ?? '' },
      key,
      shown,
    ),
  ),
  act('publish', (context, _posted, { key, shown }) =>
    context.perform(publishDraft, { draft: context.parameters['draft'] }, key, shown),
  ),
  act('discard', (context, _posted, { key, shown }) =>
    context.perform(discardDraft, { draft: context.parameters['draft'] }, key, shown),
  ),
  act('undo', (context, posted, { key, shown }) =>
    context.perform(
      undoRevision,
      { draft: context.parameters['draft'], revision: Number(posted.get('revision')) },
      key,
      shown,
    ),
  ),
]

async function show(context: PageContext<'country' | 'serviceTemplates'>, typed: Typed): Promise<View> {
  const { speech } = context
  const draft = await draftOf(context)
  const told = await context.perform(showDraft, { draft: draft.id })
  const comments = await commentsOf(context)
  const open = draft.state !== 'published' && draft.state !== 'discarded'
  const checked = open ? await context.perform(checkDraft, { draft: draft.id }) : undefined
  const amendments = (await context.perform(listAmendments, { draft: draft.id })).items
  const today = speech.isoDate(context.now)
  const holding = amendments.filter(
    ({ state, inForce }) =>
      state === 'due' ||
      state === 'in-discussion' ||
      state === 'discussed' ||
      (state === 'adopted' && inForce! > today),
  ).length
  const files = Object.keys(draft.files)
  const Act = ({ path, text, look }: { path: string; text: string; look?: 'secondary' | 'tertiary' }) => (
    <Form action={speech.path(at(context, path))}>
      <Carried context={context} draft={draft} files={files} />
      <Button {...(look ? { look } : {})}>{text}</Button>
    </Form>
  )
  return {
    ...frame(
      context,
      draft,
      'overview',
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOf(typed)} />
        {told.moved ? (
          <Notice tone="waits" title={speech.t('studio.moved.title')}>
            {speech.t('studio.moved.text', { version: told.current ?? 0 })}
          </Notice>
        ) : null}
        {amendments.length === 0 ? null : (
          <Notice tone={holding > 0 ? 'waits' : 'neutral'} title={speech.t('studio.amendments.title')}>
            {holding === 0 ? null : <p>{speech.t('studio.amendments.text', { count: holding })}</p>}
            <ul>
              {amendments.map(({ id, law, article, step, state, inForce }) => (
                <li>
                  <a href={speech.path(`/redesign/amendments/${id}`)}>
                    {lawShown(speech, law, { article })}: {step.name}
                  </a>{' '}
                  ({speech.t(`redesign.amendment.state.${state}`)}
                  {inForce === null ? '' : `, ${speech.t('studio.amendments.from', { day: speech.date(inForce) })}`})
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Section title={speech.t('studio.next.title')}>
          <LeftOfTemplate context={context} draft={draft} />
          {draft.state === 'published' ? (
            <Notice tone="done" title={speech.t('studio.next.published', { version: draft.published ?? 0 })}>
              <a href={speech.path(`/services/${draft.service}`)}>{speech.t('studio.next.see')}</a>
            </Notice>
          ) : draft.state === 'discarded' ? (
            <p>{speech.t('studio.next.discarded')}</p>
          ) : draft.state === 'approved' && holding > 0 ? (
            <p>{speech.t('studio.next.held', { count: holding })}</p>
          ) : draft.state === 'approved' ? (
            <>
              <p>{speech.t('studio.next.approved')}</p>
              <Act path="publish" text={speech.t('studio.act.publish')} />
            </>
          ) : draft.state === 'review' ? (
            told.mayJudge ? (
              <Judge context={context} draft={draft} typed={typed} unsettled={unsettled(comments).length} />
            ) : (
              <p>{speech.t('studio.next.review')}</p>
            )
          ) : checked?.ok ? (
            <>
              <p>{speech.t('studio.next.whole')}</p>
              <Act path="send" text={speech.t('studio.act.send')} />
            </>
          ) : (
            <p>{speech.t('studio.next.faults', { count: checked?.errors.length ?? 0 })}</p>
          )}
          <Buttons>
            <LinkButton look="secondary" href={speech.path(at(context, 'difference'))}>
              {speech.t(draft.base === null ? 'studio.act.see-all' : 'studio.act.compare')}
            </LinkButton>
          </Buttons>
        </Section>
        {checked ? <Findings context={context} draft={draft} found={checked} /> : null}
        {told.reviews.length === 0 ? null : (
          <Section title={speech.t('studio.reviews')}>
            <ul>
              {told.reviews.map((review) => (
                <li>
                  {speech.t(`studio.review.${review.decision}`, {
                    who: review.by,
                    number: review.revision,
                    at: speech.dateTime(review.at),
                  })}
                  {review.note ? <p>{review.note}</p> : null}
                </li>
              ))}
            </ul>
          </Section>
        )}
        <CommentsOfDraft context={context} draft={draft} comments={comments} />
        <Section title={speech.t('studio.history.title')}>
          <Table
            caption={speech.t('studio.history.title')}
            captionHidden
            stack
            rows={told.revisions}
            columns={[
              { header: speech.t('studio.history.number'), main: true, cell: ({ number }) => speech.number(number) },
              {
                header: speech.t('studio.history.at'),
                cell: (row) => <Moment at={row.at}>{speech.dateTime(row.at)}</Moment>,
              },
              { header: speech.t('studio.history.by'), cell: ({ by }) => by },
              {
                header: speech.t('studio.history.part'),
                cell: ({ part, files: changed }) =>
                  part === 'begin'
                    ? speech.t('studio.history.begin')
                    : `${part === 'undo' ? speech.t('studio.history.undo') : speech.t(`studio.part.${part}`)}: ${changed.join(', ')}`,
              },
              {
                header: speech.t('studio.history.back'),
                cell: ({ number }) =>
                  number === draft.revision ? (
                    speech.t('studio.history.now')
                  ) : (
                    <div class="row">
                      <a href={speech.path(`${at(context, 'difference')}?revision=${number}`)}>
                        {speech.t('studio.history.compare')}
                        <span class="hidden-visually"> {number}</span>
                      </a>
                      {open ? (
                        <form action={speech.path(at(context, 'undo'))} method="post">
                          <Carried context={context} draft={draft} files={files} />
                          <input type="hidden" name="revision" value={String(number)} />
                          <Button look="tertiary">
                            {speech.t('studio.history.return')}
                            <span class="hidden-visually"> {number}</span>
                          </Button>
                        </form>
                      ) : null}
                    </div>
                  ),
              },
            ]}
          />
        </Section>
        {open ? <Act path="discard" look="tertiary" text={speech.t('studio.act.discard')} /> : null}
      </>,
    ),
    status: typed.status,
  }
}

/** What a second person does: sees the difference, and says that it is good or what is not. */
function Judge({
  context,
  draft,
  typed,
  unsettled: open,
}: {
  context: PageContext
  draft: ReadDraft
  typed: Typed
  unsettled: number
}) {
  const { speech } = context
  return (
    <>
      <p>{speech.t('studio.next.judge')}</p>
      {open === 0 ? null : (
        <p>
          <a href="#comments">{speech.t('studio.comments.open', { count: open })}</a>
        </p>
      )}
      <Form action={speech.path(at(context, 'decide'))}>
        <Carried context={context} draft={draft} files={Object.keys(draft.files)} />
        <Field
          kind="textarea"
          name="note"
          optional
          label={speech.t('studio.act.note')}
          hint={speech.t('studio.act.note-hint')}
          rows={3}
          value={typed.values['note'] ?? ''}
          error={typed.faults['note']}
          words={uiWords(speech.t)}
        />
        <Buttons>
          <Button name="decision" value="approved">
            {speech.t('studio.act.approve')}
          </Button>
          <Button look="secondary" name="decision" value="returned">
            {speech.t('studio.act.return')}
          </Button>
        </Buttons>
      </Form>
    </>
  )
}

/** The words that the template put there so that somebody says others: citizens would read them. */
function LeftOfTemplate({
  context,
  draft,
}: {
  context: PageContext<'country' | 'serviceTemplates'>
  draft: ReadDraft
}) {
  const { speech, world } = context
  if (isClosed(draft) || draft.template === null) return null
  const [passport, template] = [
    draft.files['service.yaml'],
    world.serviceTemplates.filesOf(draft.template, draft.service)?.['service.yaml'],
  ]
  const left = passport && template && treeOf(draft, 'service.yaml') ? leftOfTemplate(passport, template) : []
  if (left.length === 0) return null
  return (
    <Notice tone="waits" title={speech.t('studio.left.title')}>
      <p>{speech.t('studio.left.text')}</p>
      <ul>
        {left.map((part) => (
          <li>
            <a href={speech.path(partPath(draft.id, part === 'legalBasis' ? 'law' : 'passport'))}>
              {speech.t(`studio.left.${part}`)}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
