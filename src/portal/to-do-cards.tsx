import { actKey, type Outcome, type Status } from '../kernel/case/index.ts'
import { CaseTag } from '../modules/casework/index.ts'
import type { PageContext } from '../platform/http/index.ts'
import { TaskCard } from '../ui/index.ts'

export interface ToDo {
  kind: 'task' | 'question' | 'hearing'
  id: string
  act: string
  application: string
  number: string
  service: string
  amount: number | null
  dueAt: string | null
  says: string | null
  office: string | null
}

/**
 * What waits for the person, each with the one thing to do.
 * @param applications of theirs: what was decided in each so far, and since when its clock stands still
 */
export async function toDoCards(
  { speech, world, now }: PageContext<'country' | 'published'>,
  items: readonly ToDo[],
  applications: readonly { id: string; status: Status; outcome: Outcome | null; still: { since: string } | null }[],
) {
  const names = await world.published.names(
    items.map((item) => item.service),
    speech.language,
  )
  const known = new Map(applications.map((application) => [application.id, application]))
  return items.map((item) => {
    const office = item.office ? world.country.displayName(item.office, speech.language) : undefined
    const text =
      item.kind === 'task'
        ? speech.t(actKey.task(item.act), { amount: item.amount ? speech.money(item.amount) : '' })
        : item.kind === 'hearing'
          ? speech.t('casework.task.hear')
          : office
            ? speech.t('casework.messages.asks', { office })
            : speech.t('casework.task.answer')
    const application = known.get(item.application)
    const since = application?.still?.since
    return (
      <TaskCard
        title={text}
        {...(item.says ? { says: item.says } : {})}
        detail={
          <>
            <a href={speech.path(`/applications/${item.application}`)}>{names.get(item.service)}</a> ·{' '}
            <span class="num">{item.number}</span>
            {application && application.outcome !== null ? (
              <>
                {' '}
                <CaseTag speech={speech} of={application} />
              </>
            ) : null}
            {since ? (
              <>
                <br />
                {speech.t('portal.cabinet.still', { date: speech.date(since) })}
              </>
            ) : null}
          </>
        }
        late={item.dueAt !== null && item.dueAt < now}
        {...(item.dueAt ? { due: speech.t('casework.task.by', { date: speech.date(item.dueAt) }) } : {})}
        action={{
          href: speech.path(item.kind === 'task' ? `/tasks/${item.id}` : `/applications/${item.application}`),
          text: speech.t(
            item.kind === 'task'
              ? actKey.open(item.act)
              : item.kind === 'hearing'
                ? 'casework.do.hear'
                : 'casework.do.answer',
          ),
        }}
      />
    )
  })
}
