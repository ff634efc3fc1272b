import { actKey } from '../../../../kernel/case/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { TaskCard } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import type { CaseRead } from '../../use/read-case.ts'
import { owesFee } from './act-done.tsx'
import { applicantTaskTitle } from './task-title.ts'

/** What parts of the page of a case are made of. */
export interface PartProps {
  context: PageContext<'country'>
  application: Omit<CaseRead, 'events' | 'sight' | 'kept'>
  service: RunnableService
  variables: Variables
}

/** Things only the applicant can do, first of all. */
export const ToDo = ({ context, application, service, variables }: PartProps) => (
  <>
    {application.tasks
      .filter((task) => task.performer === 'applicant')
      .map((task) => (
        <TaskCard
          title={applicantTaskTitle(context, service, application, task, variables)}
          level={2}
          {...(task.dueAt
            ? { due: context.speech.t('casework.task.by', { date: context.speech.date(task.dueAt) }) }
            : {})}
          action={{ href: context.speech.path(`/tasks/${task.id}`), text: context.speech.t(actKey.open(task.act)) }}
        />
      ))}
    {owesFee(application) ? (
      <TaskCard
        title={applicantTaskTitle(context, service, application, { element: '', act: 'pay' }, variables)}
        level={2}
        {...dueOf(context, application)}
        action={{
          href: context.speech.path(`/applications/${application.id}/pay`),
          text: context.speech.t(actKey.open('pay')),
        }}
      />
    ) : null}
  </>
)

/** Until when the fee that is asked for again can be paid: what waits for it lapses then. */
function dueOf({ speech }: PageContext, { payments }: Pick<ApplicationView, 'payments'>): { due?: string } {
  const until = payments.find(({ state }) => state === 'created')?.until
  return until ? { due: speech.t('applicant.payment.until', { date: speech.date(until) }) } : {}
}
