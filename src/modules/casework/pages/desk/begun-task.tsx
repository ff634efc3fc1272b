import type { z } from 'zod'
import { actKey, findAct } from '../../../../kernel/case/index.ts'
import {
  faultsOf,
  NOTHING_TYPED,
  typedIn,
  type PageContext,
  type Typed,
  type View,
} from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  Field,
  Form,
  Notice,
  PageHeading,
  Section,
  SummaryList,
  uiWords,
} from '../../../../ui/index.ts'
import { registerFacts } from '../case/register-facts.ts'
import { attributeText } from '../case/register-words.ts'
import { caseNumber, refusal as process } from '../../../process/index.ts'
import { getTask } from '../../use/get-task.ts'
import { showCase } from './case-view.tsx'
import { GiveTask, heldBy, TaskHands, teamFor } from './task-hands.tsx'
import { TypedNote } from './typed-note.tsx'

/**
 * A task on the screen: of an application with all of its case, of a process that began by itself with what it carries.
 * @throws Refusal not-allowed when no office of the person has to do with it
 */
export async function showTask(
  context: PageContext<'country' | 'published'>,
  asked: { application: string; task: string },
  typed: Typed = NOTHING_TYPED,
): Promise<View> {
  try {
    return await showCase(context, asked, typed)
  } catch (error) {
    if (!(error instanceof Refusal) || ![general['not-found'], general['not-allowed']].includes(error.kind)) throw error
    const begun = await context.perform(getTask, { task: asked.task }).catch((refused: unknown) => {
      if (refused instanceof Refusal && refused.kind === process['already-done']) return undefined
      throw error
    })
    if (begun === undefined) return begunOver(context, typed)
    if (!begun.begun) throw error
    return begunTask(context, begun, typed)
  }
}

/** Somebody was quicker, or the case ended by itself: what was typed is not lost. */
function begunOver(context: PageContext, typed: Typed): View {
  const { speech } = context
  return {
    title: speech.t('desk.task-over'),
    status: typed.status,
    body: (
      <>
        <BackLink href={speech.path('/desk')} text={speech.t('desk.queue')} />
        <ErrorSummary title={speech.t('desk.moved-on')} errors={faultsOf(typed)} />
        <PageHeading title={speech.t('desk.task-over')} />
        <TypedNote context={context} typed={typed} />
      </>
    ),
  }
}

type Begun = z.output<typeof getTask.output>

async function begunTask(context: PageContext<'country'>, task: Begun, typed: Typed): Promise<View> {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const { values, faults } = typedIn(typed, 'act')
  const may = new Set(task.may)
  const team = await teamFor(context, task, may)
  const title = task.name ?? speech.t(actKey.name(task.act))
  // no ground of a passport is there to refuse on, and nobody to return anything to
  const outcomes = Object.entries(findAct(task.act)?.outcomes ?? {}).filter(
    ([, { needs, line }]) => !needs?.includes('reason') && line !== 'returned',
  )
  // in the reader's words, as what registers say: numbers, dates, yes and no, records
  const carried = registerFacts(context, { data: task.variables ?? {}, tells: [] })
  return {
    title: `${title} · ${caseNumber(context, task.number)}`,
    status: typed.status,
    body: (
      <>
        <BackLink href={speech.path(`/desk?office=${task.office}`)} text={speech.t('desk.queue')} />
        <ErrorSummary
          title={speech.t(typed.status === 409 || typed.status === 412 ? 'desk.moved-on' : 'ui.error-title')}
          errors={faultsOf(typed)}
        />
        <PageHeading caption={speech.t('desk.case', { number: caseNumber(context, task.number) })} title={title} />
        <Notice tone="neutral">
          {speech.t('desk.begun', {
            date: speech.dateTime(task.openedAt),
            office: world.country.displayName(task.office, speech.language),
          })}
        </Notice>
        {carried.length > 0 ? (
          <Section title={speech.t('desk.begun-carries')}>
            <SummaryList
              rows={carried.map(({ of, name, text }) => ({
                key: task.called?.[of] ?? name ?? attributeText(context, of),
                value: text,
              }))}
            />
          </Section>
        ) : null}
        <Section title={speech.t('desk.decide')} id="decide">
          {may.has('complete') ? (
            <Form action={speech.path(`/desk/tasks/${task.id}/complete`)}>
              <input type="hidden" name="key" value={context.formKey()} />
              <input type="hidden" name="office" value={task.office} />
              <input type="hidden" name="begun" value="1" />
              <Field
                kind="textarea"
                name="note"
                label={speech.t('desk.note')}
                hint={speech.t('desk.note-inside')}
                rows={3}
                value={values['note'] ?? ''}
                error={faults['note']}
                optional
                words={words}
              />
              <Buttons>
                {outcomes.map(([outcome, { against }]) => (
                  <Button
                    name="outcome"
                    value={outcome}
                    data-confirm=""
                    {...(against ? { look: 'secondary' as const, danger: true } : {})}
                  >
                    {speech.t(actKey.do(task.act, outcome))}
                  </Button>
                ))}
              </Buttons>
            </Form>
          ) : (
            <Notice tone="waits">
              <p>{heldBy(context, task, team)}</p>
              <TypedNote context={context} typed={typed} />
            </Notice>
          )}
          <TaskHands context={context} task={task} may={may} />
          <GiveTask context={context} task={task} team={team} typed={typed} />
        </Section>
      </>
    ),
  }
}
