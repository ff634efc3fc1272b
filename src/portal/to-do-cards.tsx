import { actKey } from '../kernel/case/index.ts'
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
}

/** What waits for the person, each with the one thing to do. */
export async function toDoCards({ speech, world, now }: PageContext<'published'>, items: readonly ToDo[]) {
  const names = await world.published.names(
    items.map((item) => item.service),
    speech.language,
  )
  return items.map((item) => {
    const text =
      item.kind === 'task'
        ? speech.t(actKey.task(item.act), { amount: item.amount ? speech.money(item.amount) : '' })
        : speech.t(item.kind === 'hearing' ? 'casework.task.hear' : 'casework.task.answer')
    return (
      <TaskCard
        title={text}
        detail={
          <>
            {names.get(item.service)} · <span class="num nowrap">{item.number}</span>
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
