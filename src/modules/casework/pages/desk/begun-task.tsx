import type { z } from 'zod'
import { actKey, findAct } from '../../../../kernel/case/index.ts'
import { NOTHING_TYPED, typedIn, type PageContext, type Typed, type View } from '../../../../platform/http/index.ts'
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
import { getTask } from '../../use/get-task.ts'
import { showCase } from './case-view.tsx'

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
    const unknown = error instanceof Refusal && [general['not-found'], general['not-allowed']].includes(error.kind)
    const begun = unknown ? await context.perform(getTask, { task: asked.task }).catch(() => undefined) : undefined
    if (!begun?.begun) throw error
    return begunTask(context, begun, typed)
  }
}

type Begun = z.output<typeof getTask.output>

function begunTask(context: PageContext<'country'>, task: Begun, typed: Typed): View {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const { values, faults } = typedIn(typed, 'act')
  const title = task.name ?? speech.t(actKey.name(task.act))
  // no ground of a passport is there to refuse on, and nobody to return anything to
  const outcomes = Object.entries(findAct(task.act)?.outcomes ?? {}).filter(
    ([, { needs, line }]) => !needs?.includes('reason') && line !== 'returned',
  )
  const carried = Object.entries(task.variables ?? {})
  return {
    title: `${title} · ${task.number}`,
    status: typed.status,
    body: (
      <>
        <BackLink href={speech.path(`/desk?office=${task.office}`)} text={speech.t('desk.queue')} />
        <ErrorSummary
          title={speech.t(typed.status === 409 || typed.status === 412 ? 'desk.moved-on' : 'ui.error-title')}
          errors={Object.entries(typed.faults).map(([field, text]) => (field === 'form' ? { text } : { field, text }))}
        />
        <PageHeading caption={speech.t('desk.case', { number: task.number })} title={title} />
        <Notice tone="neutral">
          {speech.t('desk.begun', {
            date: speech.dateTime(task.openedAt),
            office: world.country.displayName(task.office, speech.language),
          })}
        </Notice>
        {carried.length > 0 ? (
          <Section title={speech.t('desk.begun-carries')}>
            <SummaryList
              rows={carried.map(([key, value]) => ({
                key,
                value: typeof value === 'string' ? value : JSON.stringify(value),
              }))}
            />
          </Section>
        ) : null}
        <Section title={speech.t('desk.decide')} id="decide">
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
        </Section>
      </>
    ),
  }
}
