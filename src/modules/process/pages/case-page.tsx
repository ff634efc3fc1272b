import type { z } from 'zod'
import {
  answerPost,
  NOTHING_TYPED,
  page,
  typedIn,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { general, Refusal, shownOf } from '../../../platform/use-case/index.ts'
import {
  Button,
  Buttons,
  Disclosure,
  Field,
  Form,
  Notice,
  Section,
  Table,
  Tag,
  Timeline,
  uiWords,
  Moment,
} from '../../../ui/index.ts'
import { listIncidents } from '../use/list-incidents.ts'
import { moveCaseToken } from '../use/move-token.ts'
import { showCase, theStanding } from '../use/show-case.ts'
import { resumeCase, suspendCase } from '../use/suspend-case.ts'
import { administrationFrame } from './administration-frame.tsx'
import { Diagram, type Mark } from './diagram.tsx'
import { Element } from './element.tsx'
import { ReasonField } from './reason-field.tsx'
import { operationName, typeName, wayWords } from './words.ts'

type Shown = z.output<typeof showCase.output>

export const casePages = [
  page('GET /administration/cases/:case', ['drawings'], (context) => show(context)),
  page('POST /administration/cases/:case/suspend', ['drawings'], (context) =>
    operate(context, 'suspended', (form) =>
      context.perform(
        suspendCase,
        { case: idOf(context), reason: form.get('reason') ?? '' },
        undefined,
        form.get('shown'),
      ),
    ),
  ),
  page('POST /administration/cases/:case/resume', ['drawings'], (context) =>
    operate(context, 'resumed', (form) =>
      context.perform(
        resumeCase,
        { case: idOf(context), reason: form.get('reason') ?? '' },
        undefined,
        form.get('shown'),
      ),
    ),
  ),
  page('POST /administration/cases/:case/move', ['drawings'], (context) =>
    operate(context, 'moved', (form) =>
      context.perform(
        moveCaseToken,
        {
          case: idOf(context),
          wait: Number(form.get('wait') || 0),
          element: form.get('element') ?? '',
          reason: form.get('reason') ?? '',
        },
        undefined,
        form.get('shown'),
      ),
    ),
  ),
]

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
function idOf({ parameters }: PageContext): string {
  const id = parameters['case'] ?? ''
  if (!UUID.test(id)) throw new Refusal(general['not-found'])
  return id
}

/** What of a case's standing may change under the hands of an administrator, by the words of the page. */
const PARTS: Record<string, string> = {
  definition: 'process.version',
  outcome: 'process.standing',
  suspended: 'process.suspended',
  tokens: 'process.standing',
}

const operate = (
  context: PageContext<'drawings'>,
  done: string,
  work: (posted: URLSearchParams) => Promise<unknown>,
): Promise<View | Response> =>
  answerPost(context, {
    form: done,
    async does(posted) {
      await work(posted)
      return `/administration/cases/${idOf(context)}?done=${done}`
    },
    again: (typed) => show(context, typed),
    named: (parts) => parts.map((part) => context.speech.t(PARTS[part] ?? 'process.standing')),
  })

async function show(context: PageContext<'drawings'>, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, query, world } = context
  const item = await context.perform(showCase, { case: idOf(context) })
  // an auditor may look, and operates nothing
  const operates = item.outcome === 'running' && (await context.may(suspendCase, { case: item.id }))
  const incidents = operates ? (await context.perform(listIncidents, { case: item.id })).items : []
  const drawing = await world.drawings.of(item.definition, speech.language)
  const done = query.get('done')
  return administrationFrame(context, {
    title: speech.t('process.case-title', { number: item.number }),
    caption: item.definition,
    back: { href: '/administration/cases', text: speech.t('admin.tab.cases') },
    done: done && speech.has(`process.done.${done}`) ? speech.t(`process.done.${done}`) : undefined,
    typed,
    tags: (
      <>
        <Tag plain>{speech.t(`process.outcome.${item.outcome}`)}</Tag>
        {item.suspended ? <Tag tone="waits">{speech.t('process.suspended')}</Tag> : null}
        <a href={`/cases/${item.id}/history.xes`}>{speech.t('process.xes')}</a>
      </>
    ),
    body: (
      <>
        {incidents.map((incident) => (
          <Notice tone="refused" title={speech.t('process.incident')}>
            <p>
              {incident.cause}{' '}
              <a href={speech.path(`/administration/incidents/${incident.id}`)}>{speech.t('admin.incident-retry')}</a>
            </p>
          </Notice>
        ))}
        {item.whole ? null : (
          <Notice tone="waits">
            <p>{speech.t('process.history-away')}</p>
          </Notice>
        )}
        {drawing ? (
          <Diagram
            drawing={drawing}
            marks={marksOf(
              item,
              incidents.map((incident) => incident.element),
            )}
            label={speech.t('process.diagram-label', { number: item.number })}
            words={wayWords(speech)}
          />
        ) : null}
        <Standing context={context} item={item} />
        <Passed context={context} item={item} />
        {item.operations.length > 0 ? (
          <Section title={speech.t('process.operations')}>
            <Timeline
              words={uiWords(speech.t)}
              label={speech.t('process.operations')}
              items={item.operations.map((each) => ({
                state: 'done' as const,
                what: operationName(speech, each.kind),
                when: speech.dateTime(each.at),
                at: each.at,
                detail: [each.name ?? each.actor, each.reason].filter(Boolean).join(': '),
                ...(each.kind === 'process.stuck' ? { tone: 'refused' as const } : {}),
              }))}
            />
          </Section>
        ) : null}
        {operates ? <Operations context={context} item={item} typed={typed} /> : null}
      </>
    ),
  })
}

function marksOf(shown: Shown, stuck: readonly (string | null)[]): Map<string, Mark> {
  const marks = new Map<string, Mark>(
    shown.passed.filter((each) => each.left > 0).map((each) => [each.element, { tone: 'done' }]),
  )
  for (const { element, beside } of shown.tokens)
    if (!beside)
      marks.set(element, { tone: 'now', badge: String(shown.tokens.filter((each) => each.element === element).length) })
  for (const element of stuck) if (element) marks.set(element, { ...marks.get(element), tone: 'stuck' })
  return marks
}

function Standing({ context: { speech }, item }: { context: PageContext; item: Shown }) {
  if (item.tokens.length === 0) return null
  return (
    <Section title={speech.t('process.standing')}>
      <Table
        caption={speech.t('process.standing')}
        captionHidden
        stack
        rows={item.tokens}
        columns={[
          {
            header: speech.t('process.element'),
            main: true,
            cell: (token) => <Element id={token.element} name={token.name} />,
          },
          {
            header: speech.t('process.waits-for'),
            cell: (token) =>
              `${speech.t(`process.wait.${token.kind}`)}${token.beside ? ` · ${speech.t('process.beside')}` : ''}`,
          },
          {
            header: speech.t('process.due'),
            cell: (token) => (token.dueAt ? <Moment at={token.dueAt}>{speech.dateTime(token.dueAt)}</Moment> : '–'),
          },
        ]}
      />
    </Section>
  )
}

/** The diagram in words: what was passed, in the order it was first reached. */
function Passed({ context: { speech }, item }: { context: PageContext; item: Shown }) {
  return (
    <Section title={speech.t('process.passed')}>
      <Table
        caption={speech.t('process.passed')}
        captionHidden
        dense
        rows={item.passed}
        columns={[
          {
            header: speech.t('process.element'),
            main: true,
            cell: (each) => <Element id={each.element} name={each.name} brief />,
          },
          { header: speech.t('process.kind'), cell: (each) => typeName(speech, each.type) },
          { header: speech.t('process.entered'), number: true, cell: (each) => speech.number(each.entered) },
          { header: speech.t('process.left'), number: true, cell: (each) => speech.number(each.left) },
          { header: speech.t('process.cancelled'), number: true, cell: (each) => speech.number(each.cancelled) },
          {
            header: speech.t('process.first'),
            cell: (each) => <Moment at={each.firstAt}>{speech.dateTime(each.firstAt)}</Moment>,
          },
          {
            header: speech.t('process.last'),
            cell: (each) => <Moment at={each.lastAt}>{speech.dateTime(each.lastAt)}</Moment>,
          },
        ]}
      />
    </Section>
  )
}

/** Suspending, going on, moving a token: each with its reason. */
function Operations({ context: { speech }, item, typed }: { context: PageContext; item: Shown; typed: Typed }) {
  const words = uiWords(speech.t)
  const address = (act: string) => speech.path(`/administration/cases/${item.id}/${act}`)
  const moves = typedIn(typed, 'moved')
  const stands = typed.form === 'moved' ? { values: {}, faults: {} } : typed
  const shown = <input type="hidden" name="shown" value={shownOf(theStanding, item)} />
  const movable = item.tokens.filter((token) => !token.beside)
  return (
    <Section title={speech.t('process.operate')}>
      <Disclosure
        summary={speech.t(item.suspended ? 'process.resume' : 'process.suspend')}
        open={item.suspended || (typed.form !== undefined && typed.form !== 'moved')}
      >
        <Form action={address(item.suspended ? 'resume' : 'suspend')}>
          {shown}
          <p>{speech.t(item.suspended ? 'process.resume-lead' : 'process.suspend-lead')}</p>
          <ReasonField speech={speech} id="reason-stand" typed={stands} />
          <Buttons>
            <Button look="secondary" danger={!item.suspended}>
              {speech.t(item.suspended ? 'process.resume' : 'process.suspend')}
            </Button>
          </Buttons>
        </Form>
      </Disclosure>
      {item.suspended || movable.length === 0 ? null : (
        <Disclosure summary={speech.t('process.move')} open={typed.form === 'moved'}>
          <Form action={address('move')}>
            {shown}
            <p>{speech.t('process.move-lead')}</p>
            <Field
              kind="choice"
              name="wait"
              label={speech.t('process.move-from')}
              value={moves.values['wait'] ?? (movable.length === 1 ? String(movable[0]!.wait) : '')}
              error={moves.faults['wait']}
              words={words}
              options={movable.map((token) => ({
                value: String(token.wait),
                text: `${token.name} (${token.element})`,
              }))}
            />
            <Field
              kind="choice"
              name="element"
              asList
              label={speech.t('process.move-to')}
              value={moves.values['element'] ?? ''}
              error={moves.faults['element']}
              words={words}
              options={item.elements
                .filter((each) => !['startEvent', 'boundaryEvent'].includes(each.type))
                .map((each) => ({ value: each.id, text: `${each.name || typeName(speech, each.type)} (${each.id})` }))}
            />
            <ReasonField speech={speech} id="reason-move" typed={moves} />
            <Buttons>
              <Button look="secondary" danger>
                {speech.t('process.move')}
              </Button>
            </Buttons>
          </Form>
        </Disclosure>
      )}
    </Section>
  )
}
