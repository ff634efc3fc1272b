import type { PageContext, Typed } from '../../../../platform/http/index.ts'
import { Button, Buttons, Disclosure, Field, Form, uiWords } from '../../../../ui/index.ts'
import type { TaskAction } from '../../model/may-next.ts'
import { showTeam } from '../../use/show-team.ts'

interface HeldTask {
  id: string
  office: string
  assignee: string | null
}

/** Who of the office a task may be given to, with what each holds; nobody where this person gives none away. */
export const teamFor = async (context: PageContext, task: HeldTask, may: ReadonlySet<TaskAction>) =>
  may.has('reassign') ? (await context.perform(showTeam, { office: task.office })).people : []

export type Team = Awaited<ReturnType<typeof teamFor>>

/** Whose hands a task is in, said to somebody who can't do it now. */
export function heldBy({ speech }: PageContext, task: HeldTask, team: Team): string {
  const holder = team.find((candidate) => candidate.person === task.assignee)?.name
  return holder ? speech.t('desk.held-by', { name: holder }) : speech.t('desk.held-by-colleague')
}

/** Taking a task, and putting it back on the common pile. */
export function TaskHands({
  context: { speech, principal },
  task,
  may,
}: {
  context: PageContext
  task: HeldTask
  may: ReadonlySet<TaskAction>
}) {
  return (
    <div class="row">
      {may.has('claim') ? (
        <form method="post" action={speech.path(`/desk/tasks/${task.id}/claim`)}>
          <Button look="tertiary" data-key="c">
            {speech.t('desk.claim')}
          </Button>
        </form>
      ) : null}
      {task.assignee !== null && task.assignee === principal.personId ? (
        <span class="soft">{speech.t('desk.held-by-you')}</span>
      ) : null}
      {may.has('release') ? (
        <form method="post" action={speech.path(`/desk/tasks/${task.id}/release`)}>
          <Button look="tertiary">{speech.t('desk.release')}</Button>
        </form>
      ) : null}
    </div>
  )
}

/** Where the head gives a task to another. @param shown what this page was shown with */
export function GiveTask({
  context: { speech },
  task,
  team,
  shown,
  typed,
}: {
  context: PageContext
  task: HeldTask
  team: Team
  shown?: string
  typed: Typed
}) {
  if (team.length < 2) return null
  const own = typed.form === 'assign'
  return (
    <Disclosure summary={speech.t('desk.reassign')} open={own}>
      <Form action={speech.path(`/desk/tasks/${task.id}/assign`)}>
        {shown === undefined ? null : <input type="hidden" name="shown" value={shown} />}
        <Field
          kind="choice"
          name="person"
          label={speech.t('desk.by-person')}
          asList
          options={team.map((person) => ({ value: person.person, text: `${person.name} (${person.tasks})` }))}
          value={task.assignee ?? ''}
          error={own ? typed.faults['person'] : undefined}
          words={uiWords(speech.t)}
        />
        <Buttons>
          <Button look="secondary">{speech.t('desk.reassign')}</Button>
        </Buttons>
      </Form>
    </Disclosure>
  )
}
