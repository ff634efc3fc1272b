import type { Child } from '../../../kernel/markup/index.ts'
import type { PageContext } from '../../../platform/http/index.ts'
import { Tag, type Tone } from '../../../ui/index.ts'
import { CHANGES_TEXT, type AnswerOutcome } from '../model/outcomes.ts'
import type { CommentShown } from '../use/shapes.ts'
import { unitTitle } from './words.ts'

export const OUTCOME_TONES: Readonly<Record<AnswerOutcome, Tone>> = {
  accepted: 'done',
  'in-part': 'done',
  'not-accepted': 'neutral',
  outside: 'neutral',
}

/**
 * A comment: whose, on which words, what it says, and what became of it.
 * @param articles of the text of now, where the comment does not stand beside its article: it leads there
 */
export function commentCard(
  context: PageContext,
  discussion: string,
  comment: CommentShown,
  acts?: Child,
  articles?: readonly Parameters<typeof unitTitle>[1][],
): Child {
  const { speech } = context
  const about = articles?.find(({ id }) => id === comment.place.unit)
  return (
    <article class="card comment" id={`comment-${comment.id}`} {...(comment.own ? { 'data-own': '' } : {})}>
      <header class="row" data-apart="">
        <strong dir="auto">
          {comment.own ? `${speech.t('consultation.you')} · ` : ''}
          {comment.name ?? speech.t('consultation.without-name')}
          {comment.business
            ? ` (${comment.byEmail || comment.entered ? speech.t('consultation.business-said', { name: comment.business }) : comment.business})`
            : ''}
        </strong>
        <span class="soft small">{speech.dateTime(comment.at)}</span>
      </header>
      {comment.entered ? (
        <p class="soft small">
          {speech.t(`consultation.entered.${comment.entered.source}`, {
            origin: comment.entered.origin,
            date: speech.date(comment.entered.received),
            name: comment.entered.by,
          })}
        </p>
      ) : null}
      {about || (articles && comment.unit === null) ? (
        <p class="small">
          <a
            href={speech.path(
              `/consultations/${discussion}/units/${comment.place.unit ?? 'whole'}#comment-${comment.id}`,
            )}
          >
            {about ? unitTitle(context, about) : speech.t('consultation.on-whole')}
          </a>
        </p>
      ) : null}
      {comment.passage ? (
        <blockquote class="passage" dir="auto">
          {comment.passage}
        </blockquote>
      ) : null}
      {comment.place.state === 'same' ? null : (
        <p class="small soon">
          {speech.t(`consultation.place.${comment.passage ? '' : 'article-'}${comment.place.state}`)}
          {comment.place.state === 'gone' && comment.passage ? (
            <>
              {'. '}
              {comment.place.instead ? (
                <>
                  {speech.t('consultation.place.instead')} <q dir="auto">{comment.place.instead}</q>
                </>
              ) : (
                speech.t('consultation.place.nothing')
              )}
            </>
          ) : null}
        </p>
      )}
      {comment.hidden ? (
        <p class="soft">
          {speech.t('consultation.hidden.shown', { reason: speech.t(`consultation.hidden.${comment.hidden}`) })}
        </p>
      ) : null}
      {comment.words === null ? null : (
        <>
          <p class="said" dir="auto">
            {comment.words}
          </p>
          {comment.proposal ? (
            <div class="proposal">
              <p class="soft small">{speech.t('consultation.proposal')}</p>
              <p class="said" dir="auto">
                {comment.proposal}
              </p>
            </div>
          ) : null}
        </>
      )}
      {comment.answer ? answerLines(context, discussion, comment.answer) : null}
      <footer class="row">
        {comment.supported > 0 ? (
          <span class="soft small">{speech.t('consultation.supported', { count: comment.supported })}</span>
        ) : null}
        {comment.answer ? null : (
          <Tag tone="waits" plain>
            {speech.t('consultation.waits')}
          </Tag>
        )}
        {comment.group && comment.group.members > 1 ? (
          <Tag plain>{speech.t('consultation.group.of', { count: comment.group.members })}</Tag>
        ) : null}
        {acts}
      </footer>
    </article>
  )
}

/** The receipt of one's own comment, to be kept. */
export const receiptLink = ({ speech }: PageContext, at: string): Child => (
  <a class="small" href={speech.path(at)} download>
    {speech.t('consultation.receipt.take')}
  </a>
)

/** By which day something owed is done; red when that day has passed and it is still owed. */
function owedTerm({ speech, now }: Pick<PageContext, 'speech' | 'now'>, by: string, open: boolean): Child {
  const date = speech.date(by)
  return open && by < speech.isoDate(now) ? (
    <span class="late"> {speech.t('consultation.owed-list.over', { date })}.</span>
  ) : (
    <> {speech.t('consultation.owed-by', { date })}</>
  )
}

/** What was answered, by whom and why; the same reason given again is said to be. */
export const answerLines = (
  { speech, now }: PageContext,
  discussion: string,
  answer: NonNullable<CommentShown['answer']>,
): Child => (
  <div class="answer" data-tone={OUTCOME_TONES[answer.outcome]}>
    <p class="row">
      <Tag tone={OUTCOME_TONES[answer.outcome]}>{speech.t(`consultation.outcome.${answer.outcome}`)}</Tag>
      <span class="soft small">
        {speech.t('consultation.answered-by', { name: answer.by, date: speech.date(answer.at) })}
      </span>
    </p>
    <p class="said" dir="auto">
      {answer.reason}
    </p>
    {answer.change ? (
      <p>
        <a href={speech.path(`/consultations/${discussion}/changes?to=${answer.change.version}#${answer.change.unit}`)}>
          {speech.t('consultation.see-change', { number: answer.change.version })}
        </a>
        {answer.undone ? <span class="small soon"> {speech.t('consultation.undone')}</span> : null}
      </p>
    ) : CHANGES_TEXT.includes(answer.outcome) ? (
      <p class="small">
        <span class="soon">
          {speech.t(answer.owed === null ? 'consultation.no-change-named' : 'consultation.owed')}
        </span>{' '}
        <span dir="auto">{answer.owed}</span>
        {answer.owedBy === null
          ? null
          : owedTerm({ speech, now }, answer.owedBy, answer.done === null || answer.disputed)}
        {answer.done === null ? null : (
          <>
            <br />
            <strong>{speech.t(`consultation.owed-list.${answer.disputed ? 'body-says' : 'was-done'}`)}</strong>{' '}
            <span dir="auto">{answer.done}</span>{' '}
            {answer.disputed ? <span class="late">{speech.t('consultation.owed-list.is-disputed')}.</span> : null}{' '}
            <a
              href={speech.path(
                `/consultations/owed?${answer.disputed ? '' : 'done=true&'}discussion=${discussion}#owed-${answer.id}`,
              )}
            >
              {speech.t('consultation.owed-list.title')}
            </a>
          </>
        )}
      </p>
    ) : null}
    {answer.comments > 1 ? (
      <p class="soft small">{speech.t('consultation.answer-to', { count: answer.comments })}</p>
    ) : null}
    {answer.repeated > 1 ? (
      <p class="small soon">{speech.t('consultation.repeated', { count: answer.repeated })}</p>
    ) : null}
  </div>
)
