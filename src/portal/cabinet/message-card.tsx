import type { z } from 'zod'
import { actKey } from '../../kernel/case/index.ts'
import type { listNotices } from '../../modules/casework/index.ts'
import type { PageContext } from '../../platform/http/index.ts'
import { Card } from '../../ui/index.ts'
import type { ToDo } from '../to-do-cards.tsx'

export type Notice = z.output<typeof listNotices.output>['items'][number]

/**
 * A message as it was meant: what happened, the words that were written, what that means now and the way on. Why
 * something was refused stands in the application alone: who opens it there is known to have read it, and from then the
 * time to appeal runs.
 */
export function MessageCard({
  context,
  notice,
  waits,
  name,
  own,
}: {
  context: PageContext<'country'>
  notice: Notice
  /** What it still asks for. */
  waits: ToDo | undefined
  /** The service's name. */
  name: string | undefined
  /** The service's own words. */
  own: string | undefined
}) {
  const { speech, world } = context
  const words = notice.says ?? own
  const told = toldNow(context, notice, waits)
  const office = notice.says && notice.office ? world.country.displayName(notice.office, speech.language) : undefined
  return (
    <Card
      {...(waits ? { tone: 'waits' as const } : {})}
      title={
        <>
          {notice.readAt ? null : (
            <>
              <span aria-hidden="true">● </span>
              <span class="hidden-visually">{speech.t('casework.status.new')}: </span>
            </>
          )}
          {speech.t(noticeKey(notice.text))}
        </>
      }
    >
      <p class="soft small">
        {name ? `${name} · ` : ''}
        {notice.number ? (
          <>
            <span class="num">{notice.number}</span> ·{' '}
          </>
        ) : null}
        {speech.dateTime(notice.sentAt)}
      </p>
      {words ? (
        <blockquote>
          {office ? <p class="soft small">{speech.t('applicant.told.says', { office })}</p> : null}
          <p dir="auto">{words}</p>
        </blockquote>
      ) : null}
      {told ? <p>{told}</p> : null}
      <p>
        {waits ? (
          <a
            class="ds-button"
            href={speech.path(waits.kind === 'task' ? `/tasks/${waits.id}` : `/applications/${waits.application}`)}
          >
            {speech.t(
              waits.kind === 'task'
                ? actKey.open(waits.act)
                : waits.kind === 'hearing'
                  ? 'casework.do.hear'
                  : 'casework.do.answer',
            )}
          </a>
        ) : (
          <a href={speech.path(placeOf(notice))}>
            {speech.t('applicant.told.open')}
            {notice.number ? <span class="hidden-visually"> {notice.number}</span> : null}
          </a>
        )}
      </p>
    </Card>
  )
}

/** Where it leads: officials to the task it names, else to the case. */
const placeOf = ({ text, about, application }: Notice): string =>
  !text.startsWith('task-')
    ? `/applications/${application}`
    : about
      ? `/desk/tasks/${about}`
      : `/desk/cases/${application}`

/** What waits for the applicant is said in the words of its act; all else has words of its own. */
const noticeKey = (text: string): string =>
  text.startsWith('act.') ? actKey.notice(text.slice(4)) : `applicant.notice.${text}`

/** What follows from outcomes: where the document is, what can be done. */
const AFTER: Record<string, string> = {
  'outcome.granted': 'granted',
  'outcome.granted-in-part': 'granted',
  'outcome.refused': 'refused',
  'outcome.upheld': 'refused',
  'outcome.overturned': 'overturned',
  'outcome.declined': 'ended',
  'outcome.lapsed': 'ended',
  'outcome.terminated': 'ended',
  'outcome.withdrawn': 'ended',
}

/** What it means now, in a sentence; undefined where the heading says it all. */
function toldNow(
  { speech, world }: PageContext<'country'>,
  notice: Notice,
  waits: ToDo | undefined,
): string | undefined {
  if (waits)
    return waits.dueAt
      ? speech.t('applicant.told.waits-by', { date: speech.date(waits.dueAt) })
      : speech.t('applicant.told.waits')
  if (notice.text === 'question' || notice.text === 'hearing' || notice.text.startsWith('act.'))
    return speech.t('applicant.told.over')
  if (notice.text === 'filed' && notice.owner) {
    const office = world.country.displayName(notice.owner, speech.language)
    return notice.dueAt
      ? speech.t('applicant.told.filed', { office, date: speech.date(notice.dueAt) })
      : speech.t('applicant.told.filed-no-term', { office })
  }
  const after = AFTER[notice.text]
  return after ? speech.t(`applicant.told.${after}`) : undefined
}
