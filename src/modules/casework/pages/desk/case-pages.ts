import { readCaseNumber } from '../../../../kernel/values/index.ts'
import { answerPost, page, type PageContext, type Typed, type View } from '../../../../platform/http/index.ts'
import { sendFile } from '../../../../platform/files/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import { dateFromParts } from '../../../../ui/index.ts'
import { parseTaskId } from '../../../process/index.ts'
import { reassign, releaseTask } from '../../use/assign-task.ts'
import { askApplicant } from '../../use/ask-applicant.ts'
import { answerBody, askBody } from '../../use/ask-body.ts'
import { claimTask } from '../../use/claim-task.ts'
import { completeTask } from '../../use/complete-task.ts'
import { serveDecision } from '../../use/know-decision.ts'
import { hearApplicant } from '../../use/hear-applicant.ts'
import { readCaseFile } from '../../use/read-case.ts'
import { recuse } from '../../use/recuse.ts'
import { changeAppointmentPages } from '../case/change-appointment.tsx'
import { showTask } from './begun-task.tsx'
import { showCase } from './case-view.tsx'
import { partNames } from './changed-parts.ts'
import { ownOffices } from './desk-office.ts'
import { factsIn, refusedInWords, withRows } from './official-facts.tsx'

const text = (form: URLSearchParams, name: string) => form.get(name)?.trim() ?? ''

export const casePages = [
  page('GET /desk/tasks/:task', ['country', 'published'], (context) =>
    showTask(context, { application: caseOf(context), task: context.parameters['task']! }),
  ),
  page('POST /desk/tasks/:task/claim', ['country', 'published'], (context) =>
    onTask(context, 'claim', [], (task) => context.perform(claimTask, { task })),
  ),
  page('POST /desk/tasks/:task/release', ['country', 'published'], (context) =>
    onTask(context, 'release', [], (task) => context.perform(releaseTask, { task })),
  ),
  page('POST /desk/tasks/:task/recuse', ['country', 'published'], (context) =>
    onTask(context, 'recuse', ['reason'], (task, form) =>
      context.perform(recuse, { task, reason: text(form, 'reason') }),
    ),
  ),
  page('POST /desk/tasks/:task/assign', ['country', 'published'], (context) =>
    onTask(context, 'assign', ['person'], (task, form) =>
      context.perform(reassign, { task, person: text(form, 'person') }, undefined, form.get('shown')),
    ),
  ),
  page('POST /desk/tasks/:task/complete', ['country', 'published'], (context) =>
    onTask(context, 'act', ['reason', 'note', 'happenedOn'], (task, form) => {
      const day = dateFromParts((part) => form.get(part) ?? undefined, 'happenedOn')
      const [outcome, reason] = [text(form, 'outcome'), text(form, 'reason')]
      return context.perform(
        completeTask,
        {
          task,
          outcome,
          ...(reason ? { reason } : {}),
          ...(text(form, 'note') ? { note: text(form, 'note') } : {}),
          ...(day ? { happenedOn: day } : {}),
        },
        form.get('key') ?? undefined,
        form.get('shown'),
      )
    }),
  ),
  page('POST /desk/tasks/:task/hearing', ['country', 'published'], (context) =>
    onTask(
      context,
      'act',
      ['reason', 'note'],
      (task, form) =>
        context.perform(
          hearApplicant,
          { task, reason: text(form, 'reason'), note: text(form, 'note') },
          form.get('key') ?? undefined,
          form.get('shown'),
        ),
      `/desk/tasks/${context.parameters['task']}`,
    ),
  ),
  page('GET /desk/cases/:application', ['country', 'published'], (context) =>
    showCase(context, { application: context.parameters['application']! }),
  ),
  page('POST /desk/cases/:application/served', ['country', 'published'], (context) =>
    onCase(context, 'served', ['how'], (application, form) =>
      context.perform(serveDecision, { application, how: form.get('how') }, form.get('key') ?? undefined),
    ),
  ),
  page('POST /desk/cases/:application/ask', ['country', 'published'], (context) =>
    onCase(context, 'ask', ['text'], (application, form) =>
      context.perform(askApplicant, { application, text: text(form, 'text') }, form.get('key') ?? undefined),
    ),
  ),
  page('POST /desk/cases/:application/ask-body', ['country', 'published'], (context) =>
    onCase(context, 'ask-body', ['office', 'question'], (application, form) =>
      context.perform(
        askBody,
        { application, office: text(form, 'office'), question: text(form, 'question') },
        form.get('key') ?? undefined,
      ),
    ),
  ),
  page('POST /desk/cases/:application/answer-body', ['country', 'published'], (context) =>
    onCase(context, 'answer-body', undefined, async (application, form) => {
      const values = withRows(form)
      if (values) return { form: 'answer-body', values, faults: {}, status: 200 }
      try {
        await context.perform(
          answerBody,
          { application, inquiry: text(form, 'inquiry'), text: text(form, 'text'), ...factsIn(context, form) },
          form.get('key') ?? undefined,
        )
      } catch (error) {
        throw refusedInWords(context, error)
      }
      return undefined
    }),
  ),
  ...changeAppointmentPages('/desk/cases/:application', { moved: '', cancelled: '' }),
  page('GET /desk/cases/:application/draft', ['files'], async (context) => {
    ownOffices(context)
    const { application } = context.parameters
    return sendFile(context.world.files, await context.perform(readCaseFile, { application, file: 'draft' }))
  }),
]

/** @throws Refusal not-found when the address names no task */
function caseOf({ parameters }: PageContext): string {
  const asked = parseTaskId(parameters['task']!)
  if (!asked) throw new Refusal(general['not-found'])
  return asked.caseId
}

/** Does something with a task and shows where one is then: the queue after a result, else the task. */
function onTask(
  context: PageContext<'country' | 'published'>,
  form: string,
  fields: readonly string[],
  work: (task: string, posted: URLSearchParams) => Promise<unknown>,
  after?: string,
): Promise<View | Response> {
  ownOffices(context)
  const task = context.parameters['task']!
  const application = caseOf(context)
  return answerPost(context, {
    form,
    fields,
    named: partNames(context),
    async does(posted) {
      await work(task, posted)
      const office = /^[a-z0-9-]{1,100}$/.test(posted.get('office') ?? '') ? `office=${posted.get('office')}&` : ''
      if (after !== undefined || form !== 'act') return after ?? `/desk/tasks/${task}`
      const number = readCaseNumber(posted.get('number') ?? '')
      const said = /^[a-z-]{1,40}$/.exec(posted.get('outcome') ?? '')?.[0]
      return `/desk?${office}done=${posted.get('begun') ? 'begun' : application}${number ? `&number=${number}` : ''}${said ? `&said=${said}` : ''}`
    },
    again: (typed) => showTask(context, { application, task }, typed),
  })
}

/**
 * Asks or answers in a case and shows it again, at the task one came from.
 * @param fields that show their own fault; undefined: all do
 * @param work what is to be done; what it returns is shown again as typed
 */
async function onCase(
  context: PageContext<'country' | 'published'>,
  form: string,
  fields: readonly string[] | undefined,
  work: (application: string, posted: URLSearchParams) => Promise<unknown>,
): Promise<View | Response> {
  ownOffices(context)
  const application = context.parameters['application']!
  const from = (await context.form()).get('task') ?? ''
  const task = parseTaskId(from)?.caseId === application ? from : undefined
  return answerPost(context, {
    form,
    ...(fields ? { fields } : {}),
    async does(posted) {
      const again = await work(application, posted)
      if (isTyped(again)) return showCase(context, { application, task }, again)
      return task ? `/desk/tasks/${task}` : `/desk/cases/${application}`
    },
    again: (typed) => showCase(context, { application, task }, typed),
  })
}

const isTyped = (value: unknown): value is Typed =>
  typeof value === 'object' && value !== null && 'values' in value && 'faults' in value
