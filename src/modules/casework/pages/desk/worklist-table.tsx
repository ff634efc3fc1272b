import { isRefusal, actKey } from '../../../../kernel/case/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { Table, Tag, TextButton, type Column } from '../../../../ui/index.ts'
import type { z } from 'zod'
import type { TaskLine } from '../../use/list-tasks.ts'

type Line = z.output<typeof TaskLine>
interface WorklistTableProps {
  context: PageContext
  tasks: readonly Line[]
  /** Names of services by id. */
  services: ReadonlyMap<string, string>
  /** Names of applicants by case. */
  applicants: ReadonlyMap<string, string>
  /** Names of colleagues by person, for heads. */
  holders: ReadonlyMap<string, string>
  /** With a box to choose and the document to look at before. */
  toSign: boolean
}

/** A worklist, due first: late in red, today in amber, and a way to take what nobody holds. */
export function WorklistTable({ context, tasks, services, applicants, holders, toSign }: WorklistTableProps) {
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
    return toSign ? (
      '–'
    ) : (
      <form method="post" action={`${href(task)}/claim`}>
        <TextButton data-key="c">
          {claim}
          <span class="hidden-visually"> {task.number}</span>
        </TextButton>
      </form>
    )
  }
  const columns: Column<Line>[] = [
    ...(toSign
      ? [
          {
            header: speech.t('desk.choose-column'),
            cell: (task: Line) => (
              <input
                type="checkbox"
                class="ds-input"
                name="task"
                value={`${task.id} ${task.number}`}
                aria-label={`${speech.t(actKey.name(task.act))} ${task.number}`}
              />
            ),
          },
        ]
      : []),
    {
      header: speech.t('desk.task'),
      main: true,
      cell: (task) => <a href={href(task)}>{speech.t(actKey.name(task.act))}</a>,
    },
    {
      header: speech.t('casework.applicant'),
      cell: (task) => <span dir="auto">{applicants.get(task.application) ?? ''}</span>,
    },
    { header: speech.t('casework.service'), cell: (task) => services.get(task.service) ?? task.service },
    { header: speech.t('casework.number'), cell: (task) => <span class="num nowrap">{task.number}</span> },
    ...(toSign
      ? [
          {
            header: speech.t('casework.result.decision'),
            cell: (task: Line) =>
              task.decides === null ? (
                '–'
              ) : (
                <Tag tone={isRefusal(task.decides.outcome) ? 'refused' : 'done'}>
                  {speech.t(`casework.outcome.${task.decides.outcome}`)}
                </Tag>
              ),
          },
          {
            header: speech.t('desk.document'),
            cell: (task: Line) => (
              <a href={speech.path(`/desk/cases/${task.application}/draft`)}>
                {speech.t('desk.look')}
                <span class="hidden-visually"> {task.number}</span>
              </a>
            ),
          },
        ]
      : []),
    {
      header: speech.t('casework.due'),
      cell: (task) =>
        task.dueAt === null ? (
          '–'
        ) : (
          <span class={late(task) ? 'late' : today(task) ? 'soon' : ''}>
            <span class="nowrap">
              {speech.shortDate(task.dueAt)} {speech.time(task.dueAt)}
            </span>
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
