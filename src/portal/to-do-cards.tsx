import { actKey } from '../kernel/case/index.ts'
import type { PageContext } from '../platform/http/index.ts'
import { TaskCard } from '../ui/index.ts'

export interface ToDo {
  kind: 'task' | 'question'
  id: string
  act: string
  application: string
  number: string
  service: string
  amount: number | null
  dueAt: string | null
}

/** What waits for the person, each with the one thing to do. */
export async function toDoCards({ speech, world, now }: PageContext, items: readonly ToDo[]) {
  const names = await world.published.names(
    items.map((one) => one.service),
    speech.language,
  )
  return items.map((one) => {
    const text = speech.t(actKey.task(one.act), { amount: one.amount ? speech.money(one.amount) : '' })
    return (
      <TaskCard
        title={text}
        detail={
          <>
            {names.get(one.service)} · <span class="num nowrap">{one.number}</span>
          </>
        }
        late={one.dueAt !== null && one.dueAt < now}
        {...(one.dueAt ? { due: speech.t('casework.task.by', { date: speech.date(one.dueAt) }) } : {})}
        action={{
          href: speech.path(one.kind === 'task' ? `/tasks/${one.id}` : `/applications/${one.application}`),
          text: speech.t(actKey.open(one.act)),
        }}
      />
    )
  })
}
