import { actKey, type HearingState } from '../../../../kernel/case/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { Table, Tag, TextButton, type Column } from '../../../../ui/index.ts'
import type { z } from 'zod'
import { caseNumber } from '../../../process/index.ts'
import type { TaskLine } from '../../use/list-tasks.ts'

type Line = z.output<typeof TaskLine>
interface WorklistTableProps {
  context: PageContext<'country'>
  tasks: readonly Line[]
  /** Names of services by id. */
  services: ReadonlyMap<string, string>
  /** Names of applicants by case. */
  applicants: ReadonlyMap<string, string>
  /** Where an applicant is or was heard before the decision, by case. */
  hearings: ReadonlyMap<string, { state: HearingState; until: string }>
  /** Names of colleagues by person, for heads. */
  holders: ReadonlyMap<string, string>
}

/** A worklist, due first: late in red, today in amber, and a way to take what nobody holds. */
export function WorklistTable({ context, tasks, services, applicants, hearings, holders }: WorklistTableProps) {
  const { speech, principal, now } = context
  const late = ({ dueAt }: Line) => dueAt !== null && dueAt < now
  const day = speech.isoDate(now)
  const today = ({ dueAt }: Line) => dueAt !== null && speech.isoDate(dueAt) === day
  // what stands in every row is said once
  const tasksPath = speech.path('/desk/tasks')
  const href = (task: Line) => `${tasksPath}/${task.id}`
  const [claim, lateWord, todayWord] = [
    speech.t('desk.claim'),
    ` · ${speech.t('desk.late')}`,
    ` · ${speech.t('desk.today')}`,
  ]
  const held = (task: Line) => {
    if (task.assignee === principal.personId) return <Tag tone="action">{speech.t('desk.with-me')}</Tag>
    if (task.assignee !== null) return holders.get(task.assignee) ?? speech.t('desk.claimed')
    return (
      <form method="post" action={`${href(task)}/claim`}>
        <TextButton data-key="c">
          {claim}
          <span class="hidden-visually"> {caseNumber(context, task.number)}</span>
        </TextButton>
      </form>
    )
  }
  const columns: Column<Line>[] = [
    {
      header: speech.t('desk.task'),
      main: true,
      cell: (task) => {
        const hearing = hearings.get(task.application)
        return (
          <>
            <a href={href(task)}>{speech.t(actKey.name(task.act))}</a>
            {hearing && hearing.state !== 'ended' ? (
              <small>
                {speech.t(`desk.hearing-in-queue.${hearing.state}`, { until: speech.dateTime(hearing.until) })}
              </small>
            ) : null}
          </>
        )
      },
    },
    {
      header: speech.t('casework.applicant'),
      cell: (task) => <span dir="auto">{applicants.get(task.application) ?? ''}</span>,
    },
    {
      header: speech.t('casework.service'),
      // who is new presses what the case is called
      cell: (task) => <a href={href(task)}>{services.get(task.service) ?? task.service}</a>,
    },
    {
      header: speech.t('casework.number'),
      cell: (task) => <span class="num">{caseNumber(context, task.number)}</span>,
    },
    {
      header: speech.t('casework.due'),
      cell: (task) =>
        task.dueAt === null ? (
          '–'
        ) : (
          <span class={late(task) ? 'late' : today(task) ? 'soon' : ''}>
            {speech.dateTime(task.dueAt)}
            {late(task) ? lateWord : today(task) ? todayWord : ''}
          </span>
        ),
    },
    { header: speech.t('desk.whose'), cell: held },
  ]
  return (
    <Table
      caption={speech.t('desk.queue')}
      captionHidden
      stack
      rows={tasks}
      tone={(task) => (late(task) ? 'refused' : today(task) ? 'waits' : undefined)}
      rowAttributes={(task) => ({ 'data-href': href(task) })}
      columns={columns}
    />
  )
}
