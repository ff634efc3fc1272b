import { findAct } from '../../../../kernel/case/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext, Typed } from '../../../../platform/http/index.ts'
import { shownOf } from '../../../../platform/use-case/index.ts'
import { LinkButton, Notice, Section } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { theCase, type ApplicationView } from '../../use/get-application.ts'
import { ActForm } from './act-form.tsx'
import { canRefuse, type Refusing } from '../../model/refusing.ts'
import { groundsFound } from '../../model/grounds-found.ts'
import { HearingsHeld } from '../case/hearing-told.tsx'
import { StepAside } from './step-aside.tsx'
import { GiveTask, heldBy, TaskHands, teamFor } from './task-hands.tsx'
import { TypedNote } from './typed-note.tsx'

type Task = ApplicationView['tasks'][number]
interface TaskSectionProps {
  context: PageContext<'country'>
  service: RunnableService
  application: ApplicationView & { hasDraft: boolean; refusing: Refusing }
  task: Task
  variables: Variables /** What the rules worked out. */
  results: Variables
  typed: Typed
}

/** What is to decide: the document that would go out, the form of the act, and whose hands the task is in. */
export async function taskSection({
  context,
  service,
  application,
  task,
  variables,
  results,
  typed,
}: TaskSectionProps) {
  const { speech, world } = context
  const may = new Set(task.may)
  const team = await teamFor(context, task, may)
  const act = findAct(task.act)
  const grounds = variables['appealGrounds']
  return (
    <Section title={speech.t('desk.to-decide')} id="decide">
      {act?.showsObjection && typeof grounds === 'string' ? (
        <Notice tone="waits" level={3} title={speech.t('desk.appeal-grounds')}>
          <p dir="auto">{grounds}</p>
        </Notice>
      ) : null}
      {application.hearings.length > 0 ? (
        <Notice
          tone={application.hearings.some((hearing) => hearing.state === 'open') ? 'waits' : 'action'}
          level={3}
          title={speech.t(application.hearings.some(({ state }) => state === 'open') ? 'desk.hearing' : 'desk.heard')}
        >
          <HearingsHeld context={context} service={service} hearings={application.hearings} side="office" />
        </Notice>
      ) : null}
      {act?.showsDocument && application.hasDraft ? (
        <p class="no-print">
          <LinkButton look="secondary" href={speech.path(`/desk/cases/${application.id}/draft`)}>
            {speech.t('casework.result.download')}
          </LinkButton>
        </p>
      ) : null}
      {application.barred ? (
        <Notice tone="waits">
          <p>{speech.t(`casework.refusal.${application.barred}`)}</p>
        </Notice>
      ) : !task.yours ? (
        <Notice tone="neutral">
          {speech.t('desk.not-yours', {
            office: world.country.displayName(task.office, speech.language),
            role: speech.t(`desk.role-${task.role}`),
          })}
        </Notice>
      ) : !may.has('complete') ? (
        <Notice tone="waits">
          <p>{heldBy(context, task, team)}</p>
          <TypedNote context={context} typed={typed} />
        </Notice>
      ) : (
        <ActForm
          context={context}
          application={application}
          service={service}
          task={task}
          found={groundsFound(results, service.passport.refusalGrounds)}
          refusal={canRefuse(task.act) ? application.refusing : undefined}
          typed={typed}
        />
      )}
      <TaskHands context={context} task={task} may={may} />
      {task.yours ? <StepAside context={context} task={task.id} typed={typed} /> : null}
      <GiveTask
        context={context}
        task={task}
        team={team}
        shown={shownOf(theCase, application, [`task ${task.id}`])}
        typed={typed}
      />
    </Section>
  )
}
