import { findAct } from '../../../../kernel/case/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext, Typed } from '../../../../platform/http/index.ts'
import { shownOf } from '../../../../platform/use-case/index.ts'
import { Button, Buttons, Disclosure, Field, Form, LinkButton, Notice, Section, uiWords } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { theCase, type ApplicationView } from '../../use/get-application.ts'
import { showTeam } from '../../use/show-team.ts'
import { ActForm } from './act-form.tsx'
import { canRefuse, type Refusing } from '../../model/refusing.ts'
import { groundsFound } from '../../model/grounds-found.ts'
import { HearingsHeld } from '../case/hearing-told.tsx'
import { StepAside } from './step-aside.tsx'
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
  const { speech, world, principal } = context
  const mine = task.assignee === principal.personId
  const may = new Set(task.may)
  const team = may.has('reassign') ? (await context.perform(showTeam, { office: task.office })).people : []
  const act = findAct(task.act)
  const grounds = variables['appealGrounds']
  const holder = team.find((candidate) => candidate.person === task.assignee)?.name
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
          title={speech.t('desk.hearing')}
        >
          <HearingsHeld context={context} service={service} hearings={application.hearings} />
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
          <p>{holder ? speech.t('desk.held-by', { name: holder }) : speech.t('desk.held-by-colleague')}</p>
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
      <div class="row">
        {may.has('claim') ? (
          <form method="post" action={speech.path(`/desk/tasks/${task.id}/claim`)}>
            <Button look="tertiary" data-key="c">
              {speech.t('desk.claim')}
            </Button>
          </form>
        ) : null}
        {mine ? <span class="soft">{speech.t('desk.held-by-you')}</span> : null}
        {may.has('release') ? (
          <form method="post" action={speech.path(`/desk/tasks/${task.id}/release`)}>
            <Button look="tertiary">{speech.t('desk.release')}</Button>
          </form>
        ) : null}
      </div>
      {task.yours ? <StepAside context={context} task={task.id} typed={typed} /> : null}
      {team.length > 1 ? (
        <Disclosure summary={speech.t('desk.reassign')} open={typed.form === 'assign'}>
          <Form action={speech.path(`/desk/tasks/${task.id}/assign`)}>
            <input type="hidden" name="shown" value={shownOf(theCase, application, [`task ${task.id}`])} />
            <Field
              kind="choice"
              name="person"
              label={speech.t('desk.by-person')}
              asList
              options={team.map((person) => ({ value: person.person, text: `${person.name} (${person.tasks})` }))}
              value={task.assignee ?? ''}
              error={typed.form === 'assign' ? typed.faults['person'] : undefined}
              words={uiWords(speech.t)}
            />
            <Buttons>
              <Button look="secondary">{speech.t('desk.reassign')}</Button>
            </Buttons>
          </Form>
        </Disclosure>
      ) : null}
    </Section>
  )
}
