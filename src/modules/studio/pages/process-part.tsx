import { ACTS } from '../../../kernel/case/index.ts'
import type { PageContext } from '../../../platform/http/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { Notice, Section } from '../../../ui/index.ts'
import { Diagram, readDrawing } from '../../process/index.ts'
import type { Change } from '../model/change.ts'
import { EVENT_KINDS, GATEWAYS, ROUNDS, STEP_TYPES, type EventKind, type ProcessEdit } from '../model/process-edit.ts'
import { Unreadable as NotRead } from '../model/edit-yaml.ts'
import { foreignParts } from '../model/foreign-parts.ts'
import { idFrom } from '../model/label-ids.ts'
import { outlineOf, type Outline } from '../model/outline.ts'
import { refusal } from '../model/refusals.ts'
import { Canvas, CANVAS_SCRIPTS, canvasChanges } from './canvas.tsx'
import { seeFeel, seeSaid, seeTerm } from '../model/see-feel.ts'
import { textChanges } from '../model/text-changes.ts'
import { About, commentsOf } from './comments.tsx'
import type { EditedPart } from './edit-part.tsx'
import { elementNames } from './element-names.ts'
import { adoptEdit, ForeignParts } from './foreign-parts.tsx'
import { FEEL_SCRIPT, FeelMarks } from './feel-page.tsx'
import { partPath, type ReadDraft } from './frame.tsx'
import { Unreadable } from './passport-part.tsx'
import { ProcessActs } from './process-acts.tsx'
import { calledIn, comparable, ProcessComparison } from './process-comparison.tsx'
import { ProcessStep } from './process-step.tsx'
import { attributesOf } from './step-attributes.tsx'

const FILE = 'process.bpmn'
/** More steps than this are shown page by page: nobody reads thousands at once. */
const STEPS_SHOWN = 100
/** Up to here all that can be done with each step is on the page; beyond, with the one that is opened. */
const OPEN_AT_MOST = 60
/** What the canvas draws in a moment; beyond, the list edits alone. */
const DRAWN_AT_MOST = 1_000
const IS_NAME = /^[A-Za-z_][\w]{0,60}$/

const filesOf = ({ world }: PageContext<'country'>) => [
  FILE,
  ...world.country.languages.written.map((language) => `texts/${language}.yaml`),
]

const outlineFor = (draft: ReadDraft): Outline | undefined => {
  try {
    return outlineOf(draft.files[FILE] ?? '')
  } catch (error) {
    if (error instanceof NotRead) return undefined
    throw error
  }
}

/** The process as an ordered outline: all that a drawing does, done by fields and buttons. */
export const processPart: EditedPart = {
  part: 'process',
  files: filesOf,
  scripts: [...CANVAS_SCRIPTS, FEEL_SCRIPT],
  changes(posted, draft, context: PageContext<'country'>): Change[] {
    const given = (name: string) => posted.get(name)?.trim() ?? ''
    const outline = outlineFor(draft)
    const step = outline?.steps.find(({ id }) => id === given('step'))
    const edit = (made: ProcessEdit): Change => ({ kind: 'process', edit: made })
    const { languages } = context.world.country
    const own = languages.sourceOf(context.speech.language)
    const called = (id: string, name: string, type = ''): Change[] => [
      { kind: 'text', key: `process.${id}`, texts: { [own]: name } },
      ...(type === 'userTask' ? [{ kind: 'text' as const, key: `task.${id}.title`, texts: { [own]: name } }] : []),
    ]
    const fresh = (): string => freshId(given('id'), given('name'), outline)
    // words of a step that is gone: left in some languages they would be called missing in the others
    const forget = (id: string): Change[] =>
      ['process.', 'task.', 'stage.'].map((group) => ({
        kind: 'text',
        key: `${group}${id}${group === 'task.' ? '.title' : ''}`,
        texts: Object.fromEntries(languages.written.map((language) => [language, null])),
      }))
    switch (given('op')) {
      case 'canvas':
        return canvasChanges(posted, draft, outline, { language: own, called, forget })
      case 'save': {
        if (!step) return []
        const type = STEP_TYPES.find((each) => each === given('type'))
        const said = attributesOf(step, posted)
        const after =
          posted.has('after') && given('after') !== step.timer ? seeTerm('after', given('after')) : undefined
        const becomes = type !== undefined && type !== step.type ? begunWith(type, '') : {}
        const missing = Object.entries(becomes).filter(([key]) => !step.attributes[key])
        const attributes = { ...Object.fromEntries(missing), ...said }
        return [
          ...(Object.keys(attributes).length > 0 || after !== undefined || (type !== undefined && type !== step.type)
            ? [
                edit({
                  do: 'set',
                  step: step.id,
                  attributes,
                  ...(after === undefined ? {} : { after }),
                  ...(type && type !== step.type ? { type } : {}),
                }),
              ]
            : []),
          ...textChanges(draft.files, languages.written, posted),
        ]
      }
      case 'add': {
        const [id, type] = [fresh(), STEP_TYPES.find((each) => each === given('type')) ?? 'userTask']
        const attributes = begunWith(type, given('act'))
        return [
          given('beside') === 'true'
            ? edit({ do: 'beside', step: id, other: given('step'), type, name: given('name'), attributes })
            : edit({ do: 'add', flow: given('flow'), step: id, type, name: given('name'), attributes }),
          ...called(id, given('name'), type),
        ]
      }
      case 'choose': {
        seeFeel({ condition: given('condition') })
        const id = fresh()
        const end = freshId('', given('name'), outline, [id])
        const toEnd = given('target') === ''
        return [
          edit({
            do: 'choose',
            flow: given('flow'),
            step: id,
            name: given('name'),
            condition: given('condition'),
            ...(toEnd
              ? {
                  end: {
                    step: end,
                    name: given('endName') || given('name'),
                    attributes: { status: 'refused', outcome: 'refused' },
                  },
                }
              : { target: given('target') }),
          }),
          ...called(id, given('name')),
          ...(toEnd ? called(end, given('endName') || given('name')) : []),
        ]
      }
      case 'timer':
      case 'event':
      case 'border': {
        const id = fresh()
        const [throws, picked] = given('op') === 'timer' ? [false, 'timer'] : kindGiven(given('kind'))
        const kind = EVENT_KINDS.find((each) => each === picked) ?? 'timer'
        const path = given('op') === 'timer' ? 'after' : 'what'
        const about = { step: id, name: given('name'), kind, what: seeWhat(path, kind, given(path)) }
        return [
          edit(
            given('op') === 'event'
              ? { do: 'event', flow: given('flow'), throws, ...about }
              : {
                  do: 'border',
                  on: given('step'),
                  stops: given('stops') !== 'false',
                  target: given('target'),
                  ...about,
                },
          ),
          ...called(id, given('name')),
        ]
      }
      case 'mark': {
        const kind = EVENT_KINDS.find((each) => each === given('kind')) ?? 'none'
        const what = kind === 'none' ? '' : seeWhat('what', kind, given('what'))
        return [edit({ do: 'mark', step: given('step'), kind, what })]
      }
      case 'enclose': {
        const sub = fresh()
        return [edit({ do: 'enclose', step: given('step'), sub, name: given('name') }), ...called(sub, given('name'))]
      }
      case 'pool': {
        const pool = fresh()
        return [edit({ do: 'pool', pool, name: given('name') }), ...called(pool, given('name'))]
      }
      case 'message':
        return [edit({ do: 'message', step: given('step'), pool: given('pool'), comes: given('comes') === 'true' })]
      case 'otherwise':
        return [edit({ do: 'otherwise', flow: given('flow') })]
      case 'gateway': {
        const type = GATEWAYS.find((each) => each === given('type'))
        return type ? [edit({ do: 'gateway', step: given('step'), type })] : []
      }
      case 'rounds': {
        const how = ROUNDS.find((each) => each === given('how')) ?? 'once'
        if (how !== 'once') seeWhat('what', 'conditional', given('what'))
        return [edit({ do: 'rounds', step: given('step'), how, what: how === 'once' ? '' : given('what') })]
      }
      case 'lead':
        seeFeel({ condition: posted.get('condition') })
        return [
          edit({
            do: 'lead',
            flow: given('flow'),
            target: given('target'),
            ...(posted.has('condition') ? { condition: given('condition') } : {}),
            ...(posted.has('share') ? { share: seeSaid('share', given('share')) } : {}),
          }),
        ]
      case 'connect':
        if (given('condition') !== '') seeFeel({ condition: given('condition') })
        return [edit({ do: 'connect', step: given('step'), target: given('target'), condition: given('condition') })]
      case 'new-lane': {
        const id = fresh()
        return [edit({ do: 'newLane', lane: id, name: given('name') }), ...called(id, given('name'))]
      }
      case 'cut':
        return [edit({ do: 'cut', flow: given('flow') })]
      case 'earlier':
        return [edit({ do: 'earlier', step: given('step') })]
      case 'later': {
        const next = step?.ways[0]?.target
        return next === undefined ? [] : [edit({ do: 'earlier', step: next })]
      }
      case 'remove':
        return [edit({ do: 'remove', step: given('step') }), ...forget(given('step'))]
      case 'adopt': {
        const adopt = adoptEdit(posted.get('parts'))
        return adopt ? [edit(adopt)] : []
      }
      case 'lane':
        return [edit({ do: 'lane', step: given('step'), lane: given('lane') })]
      default:
        return []
    }
  },
  next: (posted, context) => `${partPath(context.parameters['draft']!, 'process')}#step-${posted.get('step') ?? ''}`,
  async body(context: PageContext<'country'>, draft, typed) {
    const { speech } = context
    if (draft.files[FILE] === undefined) return <p>{speech.t('studio.process.none')}</p>
    const outline = outlineFor(draft)
    if (!outline) return <Unreadable context={context} />
    const from = Math.max(0, Number(context.query.get('from')) || 0)
    const shown = outline.steps.slice(from, from + STEPS_SHOWN)
    const opened = typed.values['step'] ?? context.query.get('step') ?? undefined
    const comments = await commentsOf(context)
    const listed = new Set(shown.map(({ id }) => id))
    const nameOf = elementNames(context, draft)
    // lanes and flows, what is gone, and what stands on another page of the list
    const elsewhere = [...new Set(comments.map(({ element }) => element))].filter((id) => !listed.has(id))
    const asked = context.query.get('about')
    if (asked && !listed.has(asked) && !elsewhere.includes(asked)) elsewhere.push(asked)
    return (
      <>
        <FeelMarks context={context} draft={draft} fields={[{ name: 'condition' }]} />
        <p>{speech.t('studio.process.lead')}</p>
        <ForeignParts
          context={context}
          draft={draft}
          parts={await foreignParts(draft.files[FILE])}
          files={filesOf(context)}
        />
        {outline.steps.length > STEPS_SHOWN ? (
          <Notice tone="neutral">
            <p>
              {speech.t('studio.process.many', {
                count: outline.steps.length,
                from: from + 1,
                to: from + shown.length,
              })}
            </p>
            {from + STEPS_SHOWN < outline.steps.length ? (
              <a href={speech.path(`${partPath(draft.id, 'process')}?from=${from + STEPS_SHOWN}`)}>
                {speech.t('studio.process.more')}
              </a>
            ) : null}
          </Notice>
        ) : null}
        {outline.steps.length > DRAWN_AT_MOST ? null : (
          <Canvas
            context={context}
            draft={draft}
            outline={outline}
            picture={await drawingOf(context, draft)}
            comments={comments}
          />
        )}
        <ProcessActs context={context} draft={draft} outline={outline} typed={typed} files={filesOf(context)} />
        <ol class="plain editable" data-outline="">
          {shown.map((step, at) => (
            <ProcessStep
              context={context}
              draft={draft}
              outline={outline}
              step={step}
              number={from + at + 1}
              typed={typed}
              opens={
                outline.steps.length <= OPEN_AT_MOST || step.id === opened
                  ? undefined
                  : `${partPath(draft.id, 'process')}?from=${from}&step=${step.id}#step-${step.id}`
              }
              files={filesOf(context)}
              comments={comments}
            />
          ))}
        </ol>
        {elsewhere.length === 0 ? null : (
          <Section title={speech.t('studio.comments.elsewhere')}>
            {elsewhere.map((id) => (
              <>
                <h3>{nameOf(id) ?? id}</h3>
                <About
                  context={context}
                  draft={draft}
                  comments={comments}
                  element={id}
                  name={nameOf(id) ?? id}
                  typed={typed}
                />
              </>
            ))}
          </Section>
        )}
        {comparable(draft).length === 0 ? null : await ProcessComparison({ context, draft })}
      </>
    )
  },
}

async function drawingOf(context: PageContext<'country'>, draft: ReadDraft) {
  const { speech } = context
  const drawing = await readDrawing(draft.files[FILE]!).catch(() => undefined)
  if (!drawing) return null
  return (
    <Diagram
      drawing={calledIn(context, draft, drawing)}
      label={speech.t('studio.process.drawing')}
      words={{ zoom: speech.t('process.zoom'), whole: speech.t('process.zoom-whole'), legend: {} }}
    />
  )
}

/** Kinds of event as the list has them: of a message, a signal and the like it says whether the event sends or waits. */
const kindGiven = (given: string): [boolean, string] => [given.startsWith('throw-'), given.replace(/^throw-/, '')]

/** What an event is of. @throws Refusal when it is no term, no condition, or nothing */
function seeWhat(path: string, kind: EventKind, what: string): string {
  if (kind === 'terminate' || kind === 'compensate') return ''
  if (kind === 'timer') return seeTerm(path, what)
  if (what === '') throw new Refusal(refusal['not-done'], { problems: [{ path, text: 'studio.refusal.name-needed' }] })
  if (kind === 'conditional') seeFeel({ [path]: what })
  return what
}

/** What a new step of a kind begins with, so that it runs. */
function begunWith(type: string, act: string): Record<string, string> {
  if (type === 'serviceTask') return { job: 'notify' }
  if (type !== 'userTask') return {}
  const isApplicants = act !== '' && ACTS[act as 'examine']?.performer === 'applicant'
  return { act: act || 'examine', ...(isApplicants ? { performer: 'applicant' } : {}) }
}

/** @throws Refusal when what was given is no name, or taken */
function freshId(given: string, name: string, outline: Outline | undefined, more: readonly string[] = []): string {
  const { steps, lanes, pools } = outline ?? { steps: [], lanes: [], pools: [] }
  const ways = steps.flatMap((step) => step.ways)
  const taken = new Set([...[...steps, ...lanes, ...pools, ...ways].map(({ id }) => id), ...more])
  const problem = (text: string, path = 'id') => new Refusal(refusal['not-done'], { problems: [{ path, text }] })
  if (name === '') throw problem('studio.refusal.name-needed', 'name')
  if (given !== '') {
    if (!IS_NAME.test(given)) throw problem('studio.refusal.name-unfit')
    if (taken.has(given)) throw problem('studio.refusal.name-taken')
    return given
  }
  return idFrom(name, taken)
}
