import { findAct } from '../../../../kernel/case/index.ts'
import { NOTHING_TYPED, type PageContext, type Typed, type View } from '../../../../platform/http/index.ts'
import {
  BackLink,
  ErrorSummary,
  FoldedSection,
  LinkList,
  Notice,
  PageHeading,
  Section,
  Sticky,
  Tag,
  Workbench,
} from '../../../../ui/index.ts'
import { getResultFile } from '../../../documents/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { namesInLetters } from '../../model/names-in-letters.ts'
import { readCaseAtDesk } from '../../use/read-case.ts'
import { CaseAnswers } from '../case/case-answers.tsx'
import { CaseTag } from '../case/case-tag.tsx'
import { Served } from '../case/served.tsx'
import { CaseClock } from '../case/case-clock.tsx'
import { CaseEvidence } from '../case/case-evidence.tsx'
import { CaseFacts } from '../case/case-facts.tsx'
import { CaseFiles } from '../case/case-files.tsx'
import { CaseMessages } from '../case/case-messages.tsx'
import { CaseTimeline } from '../case/case-timeline.tsx'
import { Paper } from '../case/paper.tsx'
import { personsOf } from '../case/persons.ts'
import { Asking } from './asking.tsx'
import { DeskKeys } from './desk-keys-help.tsx'
import { officialFaultId } from './official-facts.tsx'
import { ownOffices } from './desk-office.ts'
import { Inquiries } from './inquiries.tsx'
import { taskSection } from './task-section.tsx'
import { taskTitle } from './task-title.ts'
import { TypedNote } from './typed-note.tsx'
import { whatDecides } from './what-decides.tsx'

/** Where the fields of each form stand on the page, for the links of the error summary. */
const FIELD_IDS: Record<string, (field: string, typed: Typed) => string> = {
  ask: () => 'ask-text',
  recuse: () => 'recuse-reason',
  'answer-body': (field, typed) => officialFaultId(field, typed.values['inquiry'] ?? ''),
}

/**
 * A case on one screen: what decides on top with the form of the decision beside it, below it people, evidence and what
 * was sent, beside these the way so far and the talk.
 * @param asked.task id of the task to decide; undefined reads the case only
 * @throws Refusal not-allowed when no office of the person has to do with the case
 */
export async function showCase(
  context: PageContext<'country' | 'published'>,
  asked: { application: string; task?: string | undefined },
  typed: Typed = NOTHING_TYPED,
): Promise<View> {
  ownOffices(context)
  const { speech, world } = context
  const item = await context.perform(readCaseAtDesk, { application: asked.application })
  const service = await world.published.get(item.service, item.version)
  const task = item.tasks.find((each) => each.id === asked.task && each.performer === 'office')
  const { rulesSaid: results } = item
  const variables = namesInLetters(item.variables, speech.language)
  const name = speech.text(service.passport.name)
  const faults = Object.entries(typed.faults).map(([field, text]) =>
    field === 'form' ? { text } : { field: FIELD_IDS[typed.form ?? '']?.(field, typed) ?? field, text },
  )
  return {
    title: `${name} · ${item.number}`,
    wide: true,
    scripts: ['desk-keys.js'],
    status: typed.status,
    body: (
      <>
        <BackLink href={speech.path(task ? `/desk?office=${task.office}` : '/desk')} text={speech.t('desk.queue')} />
        <ErrorSummary
          title={speech.t(typed.status === 409 || typed.status === 412 ? 'desk.moved-on' : 'ui.error-title')}
          errors={faults}
        />
        <PageHeading
          caption={`${speech.t('desk.case', { number: item.number })} · ${name}`}
          title={task ? taskTitle(context, service, task, variables) : name}
        >
          <CaseTag speech={speech} of={item} />
          <Tag plain>{speech.t(`casework.channel.${item.channel}`)}</Tag>
          <span class="soft" dir="auto">
            {personsOf(context, service, item, variables).all[0]!.name}
          </span>
          <span class="print-only">
            {world.country.displayName(item.owner, speech.language)} · {speech.dateTime(context.now)}
          </span>
        </PageHeading>
        {task?.may.includes('complete') ? (
          <Sticky>
            <strong class="num">{item.number}</strong>
            <CaseDue context={context} application={item} task={task} />
            <a href="#decide">{speech.t('desk.to-decide')}</a>
          </Sticky>
        ) : null}
        <Workbench
          decides={
            <>
              {item.partial ? <Notice tone="neutral">{speech.t('desk.partial')}</Notice> : null}
              {task && item.paper && findAct(task.act)?.showsDocument ? (
                <Section title={speech.t('desk.preview')} id="paper">
                  <Paper context={context} content={item.paper} />
                </Section>
              ) : null}
              {await whatDecides({ context, service, application: item, variables, results })}
            </>
          }
          act={
            <>
              <CaseClock context={context} service={service} clocked={item} />
              {asked.task !== undefined && !task ? (
                <TaskOver context={context} application={item} typed={typed} />
              ) : null}
              {task ? (
                await taskSection({ context, service, application: item, task, variables, results, typed })
              ) : (
                <OwnTasks
                  context={context}
                  application={item}
                  title={(each) => taskTitle(context, service, each, variables)}
                />
              )}
              <Inquiries context={context} service={service} application={item} typed={typed} />
              <Served
                context={context}
                application={item}
                action={speech.path(`/desk/cases/${item.id}/served`)}
                typed={typed}
              />
              {await issued(context, item)}
            </>
          }
          facts={
            <>
              <FoldedSection title={speech.t('desk.people')} id="people">
                <CaseFacts context={context} service={service} application={item} variables={variables} />
              </FoldedSection>
              {item.evidence.length > 0 ? (
                <FoldedSection
                  title={speech.t('desk.evidence')}
                  count={speech.number(item.evidence.length)}
                  id="evidence"
                >
                  <CaseEvidence context={context} service={service} application={item} variables={variables} />
                </FoldedSection>
              ) : null}
              <FoldedSection title={speech.t('desk.facts')} id="answers">
                <CaseFiles context={context} service={service} application={item} />
                <CaseAnswers context={context} service={service} application={item} variables={variables} />
              </FoldedSection>
            </>
          }
          way={
            <>
              <FoldedSection title={speech.t('casework.timeline.title')} id="way">
                <CaseTimeline context={context} application={item} side="office" />
              </FoldedSection>
              {item.messages.length === 0 && !item.mayAsk.body ? null : (
                <FoldedSection
                  title={speech.t('casework.messages.title')}
                  {...(item.messages.length > 0 ? { count: speech.number(item.messages.length) } : {})}
                  id="messages"
                  open={typed.form === 'ask' || typed.form === 'ask-body'}
                >
                  {item.messages.length === 0 ? null : (
                    <CaseMessages context={context} application={item} side="office" />
                  )}
                  {!item.mayAsk.body ? null : <Asking context={context} application={item} task={task} typed={typed} />}
                </FoldedSection>
              )}
            </>
          }
        />
        <DeskKeys context={context} />
      </>
    ),
  }
}

/**
 * By when the task is to be done, where that is sooner than the day by which the case is to be decided (which stands
 * beside the form), else by when it is to be decided; red when that is over.
 */
function CaseDue({
  context: { speech, now },
  application: { dueAt, decidedAt },
  task,
}: {
  context: PageContext
  application: ApplicationView
  task: ApplicationView['tasks'][number]
}) {
  const own = task.dueAt
  const isOwn = own !== null && dueAt !== null && !decidedAt && Date.parse(own) < Date.parse(dueAt)
  const due = !isOwn && dueAt && !decidedAt ? dueAt : own
  return due ? (
    <span class={due < now ? 'late' : ''}>
      {speech.t(isOwn ? 'desk.task-due' : 'casework.clock.due', { date: speech.date(due) })}
      {due < now ? ` · ${speech.t('desk.late')}` : ''}
    </span>
  ) : null
}

/** The task one came for is done: by whom is on the timeline, and what was typed is not lost. */
const TaskOver = ({
  context,
  application: item,
  typed,
}: {
  context: PageContext
  application: ApplicationView
  typed: Typed
}) => (
  <Notice tone="neutral" title={context.speech.t('desk.task-over')}>
    <TypedNote context={context} typed={typed} />
    <p>
      <a href={context.speech.path('/desk')}>{context.speech.t('desk.queue')}</a> ·{' '}
      <a href={context.speech.path(`/desk/cases/${item.id}`)}>{context.speech.t('desk.open-case')}</a>
    </p>
  </Notice>
)

/** Open tasks of the person's own offices in a case that is only read. */
function OwnTasks({
  context: { speech },
  application: item,
  title,
}: {
  context: PageContext
  application: ApplicationView
  title(task: ApplicationView['tasks'][number]): string
}) {
  const own = item.tasks.filter((task) => task.performer === 'office' && (task.yours || task.may.length > 0))
  return own.length === 0 ? null : (
    <Section title={speech.t('desk.to-decide')}>
      <LinkList
        links={own.map((task) => ({
          href: speech.path(`/desk/tasks/${task.id}`),
          text: title(task),
          ...(task.dueAt ? { detail: speech.t('casework.task.by', { date: speech.date(task.dueAt) }) } : {}),
        }))}
      />
    </Section>
  )
}

/** Signed documents, for the office that issued them. */
async function issued(context: PageContext, item: ApplicationView) {
  const { speech } = context
  const [first] = item.results
  if (!first || !(await context.may(getResultFile, { code: first.code }))) return null
  return (
    <Section title={speech.t('casework.result.title')}>
      <LinkList
        links={item.results.map((result) => ({
          href: speech.path(`/results/${result.code}/document`),
          text: speech.t('casework.result.download'),
          detail: (
            <>
              <span class="num">{result.code}</span>
              {result.issuedAt ? ` · ${speech.dateTime(result.issuedAt)}` : ''}
            </>
          ),
        }))}
      />
    </Section>
  )
}
