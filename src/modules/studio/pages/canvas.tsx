import type { Child } from '../../../kernel/markup/index.ts'
import { NOTHING_TYPED, type PageContext } from '../../../platform/http/index.ts'
import { Refusal, type FieldProblem } from '../../../platform/use-case/index.ts'
import { Button, Disclosure, Field, Notice, uiWords } from '../../../ui/index.ts'
import { attributeFault } from '../model/attribute-fault.ts'
import type { Change } from '../model/change.ts'
import { isClosed } from '../model/draft.ts'
import { drawnAnew } from '../model/draw-anew.ts'
import { Unreadable } from '../model/edit-errors.ts'
import { textsIn } from '../model/edit-texts.ts'
import { outlineOf, type Outline, type OutlineStep } from '../model/outline.ts'
import { refusal } from '../model/refusals.ts'
import { canvasWords } from './canvas-words.ts'
import { About, Say, unsettled, type Comments } from './comments.tsx'
import { Carried } from './edit-part.tsx'
import { partPath, type ReadDraft } from './frame.tsx'
import { ATTRIBUTES, StepAttributes } from './step-attributes.tsx'

const FILE = 'process.bpmn'
/** Scripts of the tab that has the canvas; no other loads them. */
export const CANVAS_SCRIPTS = ['process-canvas.js']
/** Kinds of elements of which more than a name can be said, those alike together. */
const PANELS: readonly string[][] = [
  ['userTask'],
  ['serviceTask', 'sendTask'],
  ['businessRuleTask'],
  ['endEvent', 'intermediateThrowEvent'],
]

/**
 * The steps and lanes that have a name in the language of the page, as it is written: where the page shows another script
 * of it, what is edited and saved is not that.
 */
function namesIn(
  { speech, world }: PageContext<'country'>,
  draft: ReadDraft,
  { steps, lanes }: Outline,
): Record<string, string> {
  const texts = textsIn(draft.files[`texts/${world.country.languages.sourceOf(speech.language)}.yaml`])
  return Object.fromEntries(
    [...steps, ...lanes].flatMap(({ id }) => {
      const name = texts.get(`process.${id}`)
      return name ? [[id, name]] : []
    }),
  )
}

/**
 * The process as a canvas with a panel of fields; without scripts, and where a model can't be drawn, the picture stays.
 * @param picture the drawing as a picture
 */
export function Canvas({
  context,
  draft,
  outline,
  picture,
  comments,
}: {
  context: PageContext<'country'>
  draft: ReadDraft
  outline: Outline
  picture: Child
  comments: Comments
}) {
  const { speech } = context
  const words = uiWords(speech.t)
  const bpmn = draft.files[FILE]!
  const say = (key: string, values?: Record<string, string>) => speech.t(`studio.canvas.${key}`, values)
  const told = {
    draft: draft.id,
    words: canvasWords(context),
    say: Object.fromEntries(['saved', 'dirty', 'back', 'merged', 'unread'].map((key) => [key, say(`says.${key}`)])),
    names: namesIn(context, draft, outline),
    attributes: ATTRIBUTES,
    comments: Object.fromEntries(
      [...Map.groupBy(unsettled(comments), ({ element }) => element)].map(([id, { length }]) => [
        id,
        speech.t('studio.comments.count', { count: length }),
      ]),
    ),
  }
  const press = (name: string, look: 'secondary' | 'tertiary' = 'tertiary') => (
    <button class="ds-button" type="button" data-variant={look} data-press={name} data-part={name}>
      {say(name)}
    </button>
  )
  const text = (name: string, label: string, hint?: string) => (
    <Field
      kind="text"
      name={name}
      id={`canvas-${name}`}
      label={label}
      optional
      value=""
      words={words}
      {...(hint ? { hint } : {})}
    />
  )
  return (
    <section
      class="process-canvas"
      data-canvas={JSON.stringify(told)}
      data-style="/assets/process-canvas.css"
      aria-label={say('title')}
    >
      <div data-part="picture">{picture}</div>
      <div data-part="canvas" hidden>
        <div data-part="conflict" hidden>
          <Notice tone="waits">{say('says.merged')}</Notice>
        </div>
        <div class="row">
          <button class="ds-button" type="button" data-press="save">
            {say('save')}
          </button>
          {press('undo', 'secondary')}
          {press('redo', 'secondary')}
          {press('discard')}
          {press('whole')}
          {press('larger')}
          {press('smaller')}
        </div>
        <p class="small" role="status" data-part="status"></p>
        <div class="canvas-frame">
          <div data-part="stage" class="canvas-stage" data-label={say('stage')}></div>
          <div data-part="panel" class="canvas-panel" role="group" aria-label={say('panel')}>
            <p data-nothing="" class="soft">
              {say('nothing')}
            </p>
            <div data-kinds="*" hidden>
              {text('name', say('name'))}
            </div>
            <div data-part="about" class="stack" hidden>
              {[...new Set(comments.map(({ element }) => element))].map((id) => (
                <div data-about={id} hidden>
                  <About
                    context={context}
                    draft={draft}
                    comments={comments}
                    element={id}
                    name={id}
                    typed={NOTHING_TYPED}
                    again
                  />
                  <p class="small">
                    <a href={`#about-${id}`}>{speech.t('studio.comments.in-list')}</a>
                  </p>
                </div>
              ))}
              {isClosed(draft) ? null : (
                <Disclosure summary={speech.t('studio.comments.say')}>
                  <Say context={context} draft={draft} element="" typed={undefined} />
                </Disclosure>
              )}
            </div>
            <div data-kinds="sequenceFlow" hidden>
              {text(
                'condition',
                speech.t('studio.process.condition'),
                say('condition-hint', { example: 'decide.outcome = "refuse"' }),
              )}
              {text(
                'attribute.share',
                speech.t('studio.process.attribute.share'),
                speech.t('studio.process.attribute-hint.share', { example: '0.25' }),
              )}
            </div>
            <div data-kinds="timer" hidden>
              {text('timer', speech.t('studio.process.timer-after'), say('timer-hint', { example: '10 working days' }))}
            </div>
            {PANELS.map((kinds) => (
              <div data-kinds={kinds.join(' ')} class="stack" hidden>
                <StepAttributes context={context} draft={draft} step={emptyStep(kinds[0]!)} typed={NOTHING_TYPED} />
              </div>
            ))}
          </div>
        </div>
        <p class="small soft">{say('keyboard')}</p>
      </div>
      <form
        action={speech.path(partPath(draft.id, 'process'))}
        method="post"
        data-part="form"
        hidden
        autocomplete="off"
      >
        <Carried context={context} draft={draft} files={[FILE]} />
        <input type="hidden" name="op" value="canvas" />
        <input type="hidden" name="names" value="{}" data-part="names" />
        <textarea name="bpmn" data-part="bpmn" aria-label={FILE}>
          {drawable(bpmn)}
        </textarea>
        <Button>{say('save')}</Button>
      </form>
    </section>
  )
}

/** A model that was never drawn gets its drawing with the first edit. */
const drawable = (bpmn: string): string => (bpmn.includes('BPMNShape') ? bpmn : drawnAnew(bpmn))

const emptyStep = (type: string): OutlineStep => ({
  id: `canvas-${type}`,
  type,
  name: '',
  lane: undefined,
  attributes: {},
  ways: [],
  on: undefined,
  timer: undefined,
  event: undefined,
  rounds: { how: 'once', what: '' },
  inside: undefined,
})

/**
 * What the canvas saves: the file as it is written now, and what elements are called.
 * @param called what names a new step in the texts
 * @param forget what takes the texts of a step that went
 * @throws Refusal when what was sent is no model
 */
export function canvasChanges(
  posted: URLSearchParams,
  draft: ReadDraft,
  outline: Outline | undefined,
  {
    language,
    called,
    forget,
  }: { language: string; called(id: string, name: string, type: string): Change[]; forget(id: string): Change[] },
): Change[] {
  const before = draft.files[FILE] ?? ''
  const sent = (posted.get('bpmn') ?? '').replaceAll('\r\n', '\n')
  const text = before.includes('\r\n') ? sent.replaceAll('\n', '\r\n') : sent
  const now = read(text)
  const [had, has] = [outline ?? { steps: [], lanes: [] }, now].map(({ steps, lanes }) => [
    ...steps,
    ...lanes.map((lane) => ({ ...lane, type: 'lane' })),
  ]) as [Named[], Named[]]
  seeAttributes(outline, now)
  const ids = new Set(had.map(({ id }) => id))
  const left = new Set(has.map(({ id }) => id))
  const renamed = namesSent(posted.get('names')).filter(([id, name]) => left.has(id) && name !== '')
  return [
    ...(text === before ? [] : [{ kind: 'file' as const, file: FILE, text }]),
    ...has
      .filter(({ id, name }) => !ids.has(id) && name !== '')
      .flatMap(({ id, name, type }) => called(id, name, type)),
    ...had.filter(({ id }) => !left.has(id)).flatMap(({ id }) => forget(id)),
    ...renamed.map(([id, name]): Change => ({ kind: 'text', key: `process.${id}`, texts: { [language]: name } })),
  ]
}
type Named = { id: string; name: string; type: string }

function read(text: string): Outline {
  try {
    return outlineOf(text)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw new Refusal(refusal['file-unreadable'], { parameters: { file: FILE, message: error.message } })
  }
}

/** @throws Refusal naming the first thing said of a step or a way, and not said before, that is none of its kind */
function seeAttributes(before: Outline | undefined, now: Outline): void {
  const said = (outline: Outline | undefined) =>
    (outline?.steps ?? []).flatMap((step) => [
      ...Object.entries(step.attributes).map(([name, value]) => ({ id: step.id, name, value })),
      ...(step.timer === undefined ? [] : [{ id: step.id, name: 'timer', value: step.timer }]),
      ...step.ways.map((way) => ({ id: way.id, name: 'share', value: way.share })),
    ])
  const had = new Set(said(before).map(({ id, name, value }) => `${id} ${name} ${value}`))
  const problems = said(now).flatMap(({ id, name, value }): FieldProblem[] => {
    const text = had.has(`${id} ${name} ${value}`) ? undefined : attributeFault(name, value)
    return text ? [{ path: 'bpmn', text }] : []
  })
  if (problems.length > 0) throw new Refusal(refusal['not-done'], { problems: problems.slice(0, 1) })
}

function namesSent(written: string | null): [id: string, name: string][] {
  try {
    const names: unknown = JSON.parse(written ?? '{}')
    if (typeof names !== 'object' || names === null) return []
    return Object.entries(names).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  } catch {
    return []
  }
}
