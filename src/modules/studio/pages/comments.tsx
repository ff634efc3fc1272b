import type { z } from 'zod'
import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Button, Buttons, Disclosure, Field, Form, Section, Tag, uiWords } from '../../../ui/index.ts'
import { isClosed } from '../model/draft.ts'
import { listDraftComments } from '../use/comment-draft.ts'
import { elementNames } from './element-names.ts'
import { partPath, type ReadDraft } from './frame.tsx'

export type Comments = z.output<typeof listDraftComments.output>['items']

export const commentsOf = async (context: PageContext<any>): Promise<Comments> =>
  (await context.perform(listDraftComments, { draft: context.parameters['draft'] ?? '' })).items

/** Threads that nobody settled yet. */
export const unsettled = (comments: Comments): Comments =>
  comments.filter(({ answers, settledAt }) => answers === null && settledAt === null)

/** Where comments are sent. */
export const commentsPath = (draft: string): string => partPath(draft, 'comments')
/** Where the form for a new comment on an element is open. */
const openAt = (draft: string, element: string): string =>
  `${partPath(draft, 'process')}?about=${encodeURIComponent(element)}#about-${element}`

interface AboutProps {
  context: PageContext<'country'>
  draft: ReadDraft
  comments: Comments
  element: string
  /** What the element is called. */
  name: string
  typed: Typed
  /** Another place of the page tells of the same element. */
  again?: boolean
}

/** What was said of an element, with the forms to answer and to settle it; a press opens one to say more. */
export function About({ context, draft, comments, element, name, typed, again = false }: AboutProps) {
  const { speech } = context
  const open = !isClosed(draft)
  const about = comments.filter((comment) => comment.element === element)
  const threads = about.filter(({ answers }) => answers === null)
  const settled = threads.filter(({ settledAt }) => settledAt !== null)
  const refused = typed.values['op'] === 'comment' && typed.values['about'] === element
  const asked = refused ? !typed.values['answers'] : context.query.get('about') === element
  const Thread = ({ first }: { first: Comments[number] }) => (
    <li>
      <Said context={context} comment={first} />
      {about
        .filter(({ answers }) => answers === first.id)
        .map((comment) => (
          <Said context={context} comment={comment} />
        ))}
      {first.settledAt ? (
        <p class="small soft">
          {speech.t('studio.comments.settled-by', {
            who: first.settledBy ?? '',
            at: speech.dateTime(first.settledAt),
          })}
        </p>
      ) : open && !again ? (
        <>
          <Disclosure
            summary={speech.t('studio.comments.answer')}
            open={refused && typed.values['answers'] === first.id}
          >
            <Say
              context={context}
              draft={draft}
              element={element}
              answers={first.id}
              typed={refused && typed.values['answers'] === first.id ? typed : undefined}
            />
          </Disclosure>
          <form action={speech.path(commentsPath(draft.id))} method="post">
            <input type="hidden" name="key" value={context.formKey()} />
            <input type="hidden" name="answers" value={first.id} />
            <Button look="tertiary" name="op" value="settle">
              {speech.t('studio.comments.settle')}
              <span class="hidden-visually"> {first.text.slice(0, 60)}</span>
            </Button>
          </form>
        </>
      ) : null}
    </li>
  )
  return (
    <div class="stack" {...(again ? {} : { id: `about-${element}` })}>
      {threads.length > settled.length ? (
        <ul>
          {threads
            .filter(({ settledAt }) => settledAt === null)
            .map((first) => (
              <Thread first={first} />
            ))}
        </ul>
      ) : null}
      {settled.length === 0 ? null : (
        <Disclosure summary={speech.t('studio.comments.settled', { count: settled.length })}>
          <ul>
            {settled.map((first) => (
              <Thread first={first} />
            ))}
          </ul>
        </Disclosure>
      )}
      {!open || again ? null : asked ? (
        <Say context={context} draft={draft} element={element} typed={refused ? typed : undefined} />
      ) : (
        <p class="small">
          <a href={speech.path(openAt(draft.id, element))}>
            {speech.t('studio.comments.say')}
            <span class="hidden-visually"> {name}</span>
          </a>
        </p>
      )}
    </div>
  )
}

/** One comment: who said it when, of which revision. */
function Said({ context: { speech }, comment }: { context: PageContext<any>; comment: Comments[number] }) {
  return (
    <div>
      <p class="small soft">
        {speech.t('studio.comments.by', {
          who: comment.by,
          at: speech.dateTime(comment.at),
          number: comment.revision,
        })}
      </p>
      {comment.text.split('\n').map((line) => (
        <p>{line}</p>
      ))}
    </div>
  )
}

/** The form for a comment or an answer. */
export function Say({
  context,
  draft,
  element,
  answers,
  typed,
}: {
  context: PageContext<any>
  draft: ReadDraft
  element: string
  answers?: string
  typed: Typed | undefined
}) {
  const { speech } = context
  return (
    <Form action={speech.path(commentsPath(draft.id))}>
      <input type="hidden" name="key" value={context.formKey()} />
      <input type="hidden" name="about" value={element} />
      {answers === undefined ? null : <input type="hidden" name="answers" value={answers} />}
      <Field
        kind="textarea"
        name="text"
        id={typed ? 'text' : `comment-${answers ?? (element || 'drawing')}`}
        label={speech.t(answers === undefined ? 'studio.comments.text' : 'studio.comments.answer-text')}
        rows={3}
        value={typed?.values['text'] ?? ''}
        error={typed?.faults['text']}
        words={uiWords(speech.t)}
      />
      <Buttons>
        <Button look="secondary" name="op" value="comment">
          {speech.t(answers === undefined ? 'studio.comments.send' : 'studio.comments.send-answer')}
        </Button>
      </Buttons>
    </Form>
  )
}

/** All that was said of a draft's process, for who looks at it as a whole. */
export function CommentsOfDraft({
  context,
  draft,
  comments,
}: {
  context: PageContext<'country'>
  draft: ReadDraft
  comments: Comments
}) {
  const { speech } = context
  if (comments.length === 0) return null
  const nameOf = elementNames(context, draft)
  const open = unsettled(comments).length
  return (
    <Section title={speech.t('studio.comments.title')} id="comments">
      <p>{open === 0 ? speech.t('studio.comments.all-settled') : speech.t('studio.comments.open', { count: open })}</p>
      <ul>
        {comments.map((comment) => (
          <li>
            <a href={speech.path(`${partPath(draft.id, 'process')}#about-${comment.element}`)}>
              {nameOf(comment.element) ?? comment.element}
            </a>{' '}
            {comment.settledAt ? <Tag plain>{speech.t('studio.comments.is-settled')}</Tag> : null}
            <Said context={context} comment={comment} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
