import { actKey, findAct } from '../../../../kernel/case/index.ts'
import { typedIn, type PageContext, type Typed } from '../../../../platform/http/index.ts'
import { shownOf } from '../../../../platform/use-case/index.ts'
import { Button, Buttons, dateFromParts, Field, Form, uiWords } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { refuses } from '../../model/hear.ts'
import type { Refusing } from '../../model/refusing.ts'
import { theCase, type ApplicationView } from '../../use/get-application.ts'
import { DECIDED_ON } from './changed-parts.ts'
import { lawOfGround } from './law-of-ground.ts'

/** Up to this many grounds stand open, each with its article. */
const GROUNDS_OPEN = 7

interface ActFormProps {
  context: PageContext<'country'>
  application: ApplicationView
  service: RunnableService
  task: ApplicationView['tasks'][number]
  /** Grounds that the rules found, by id. */
  found: ReadonlySet<string>
  /** How a refusal stands on each ground; undefined where the act refuses nothing. */
  refusal: Refusing | undefined
  typed: Typed
}

/** The form of a task: a ground only from the law, a note in plain words, the buttons of its act. */
export function ActForm({ context, application, service, task, found, refusal, typed }: ActFormProps) {
  const { speech } = context
  const words = uiWords(speech.t)
  const { values, faults } = typedIn(typed, 'act')
  const act = findAct(task.act)
  // what the rules found first, then what the applicant was heard on; what nothing shows last
  const standing = (id: string) => (found.has(id) ? 0 : refusal?.heard.has(id) ? 1 : refusal?.against.has(id) ? 3 : 2)
  const outcomes = Object.entries(act?.outcomes ?? {})
  const grounds = outcomes.some(([, actOutcome]) => actOutcome.needs?.includes('reason'))
    ? [...service.passport.refusalGrounds].sort((a, b) => standing(a.id) - standing(b.id))
    : []
  // what is so of each is said once
  const shownByNothing = grounds.length > 1 && grounds.every(({ id }) => refusal?.against.has(id))
  return (
    <Form action={speech.path(`/desk/tasks/${task.id}/complete`)}>
      <input type="hidden" name="key" value={context.formKey()} />
      <input type="hidden" name="office" value={task.office} />
      <input type="hidden" name="number" value={application.number} />
      <input type="hidden" name="shown" value={shownOf(theCase, application, DECIDED_ON)} />
      {grounds.length > 0 ? (
        <Field
          kind="choice"
          name="reason"
          label={speech.t('desk.refuse-reason')}
          optional
          hint={[speech.t('desk.refuse-reason-hint'), ...(shownByNothing ? [speech.t('desk.against-all')] : [])].join(
            ' ',
          )}
          asList={grounds.length > GROUNDS_OPEN}
          // one that can't stand with what was pressed is chosen anew or not at all
          value={faults['reason'] ? '' : (values['reason'] ?? '')}
          error={faults['reason']}
          words={words}
          options={grounds.map((ground) => ({
            value: ground.id,
            text: speech.text(ground.text),
            hint: [
              found.has(ground.id) ? speech.t('desk.rules-found') : '',
              refusal?.heard.has(ground.id) ? speech.t('desk.hearing-held') : '',
              refusal?.against.has(ground.id) && !shownByNothing ? speech.t('desk.against-what-was-said') : '',
              lawOfGround(context, service.passport, ground),
            ]
              .filter(Boolean)
              .join(' · '),
          }))}
        />
      ) : null}
      {act?.happens ? (
        <Field
          kind="date"
          name="happenedOn"
          label={speech.t('desk.happened-on')}
          value={dateFromParts((part) => values[part], 'happenedOn') ?? speech.isoDate(context.now)}
          error={faults['happenedOn']}
          words={words}
        />
      ) : null}
      <Field
        kind="textarea"
        name="note"
        label={speech.t('desk.note')}
        hint={[
          speech.t(act?.noteToApplicant ? 'desk.note-hint' : 'desk.note-inside'),
          ...(refusal && refusal.toHear.size > 0 ? [speech.t('desk.hear-hint')] : []),
        ].join(' ')}
        rows={3}
        value={values['note'] ?? ''}
        error={faults['note']}
        optional
        words={words}
      />
      <Buttons>
        {outcomes
          .filter(([, actOutcome]) => !actOutcome.needs?.includes('reason') || grounds.length > 0)
          .filter(([outcome]) => !refusal || !refuses(task.act, outcome) || refusal.ready.size > 0)
          .map(([outcome, { against }]) => (
            <Button
              name="outcome"
              value={outcome}
              data-confirm=""
              {...(against ? { look: 'secondary' as const, danger: true, 'data-key': 'r' } : { 'data-key': 'a' })}
            >
              {speech.t(actKey.do(task.act, outcome))}
            </Button>
          ))}
        {refusal && refusal.toHear.size > 0 ? (
          <Button
            look="secondary"
            danger
            formaction={speech.path(`/desk/tasks/${task.id}/hearing`)}
            data-confirm=""
            {...(refusal.ready.size > 0 ? {} : { 'data-key': 'r' })}
          >
            {speech.t('desk.hear')}
          </Button>
        ) : null}
      </Buttons>
    </Form>
  )
}
