import { ACTS } from '../../../kernel/case/index.ts'
import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Button, Buttons, Disclosure, Field, Form, uiWords } from '../../../ui/index.ts'
import type { Outline, OutlineStep } from '../model/outline.ts'
import { STEP_TYPES } from '../model/process-edit.ts'
import { Carried } from './edit-part.tsx'
import { textOf } from './form-part.tsx'
import { partPath, type ReadDraft } from './frame.tsx'
import { StepAttributes } from './step-attributes.tsx'
import { EventOnWay, StepEvents } from './step-events.tsx'
import { AddBefore, TypeField } from './step-places.tsx'
import { TextFields } from './text-fields.tsx'

/** How what is typed looks: the same in every language. */
const EXAMPLES: Readonly<Record<string, string>> = {
  'condition-hint': 'decide.outcome = "refuse"',
  'timer-hint': '10 working days, 5 calendar days',
  'attribute-hint.share': '0.25',
}

export interface StepActsProps {
  context: PageContext<'country'>
  draft: ReadDraft
  outline: Outline
  step: OutlineStep
  typed: Typed
  /** Files that its forms edit. */
  files: readonly string[]
}

/** All that can be done to a step of the outline. */
export function StepActs({ context, draft, outline, step, typed, files }: StepActsProps) {
  const { speech } = context
  const words = uiWords(speech.t)
  const nameOf = (id: string) =>
    textOf(context, draft, `process.${id}`, outline.steps.find((each) => each.id === id)?.name || id)
  const name = nameOf(step.id)
  const action = speech.path(partPath(draft.id, 'process'))
  const here = (op: string) => typed.values['op'] === op && typed.values['step'] === step.id
  const Hidden = ({ flow }: { flow?: string | undefined }) => (
    <>
      <Carried context={context} draft={draft} files={files} />
      <input type="hidden" name="step" value={step.id} />
      {flow ? <input type="hidden" name="flow" value={flow} /> : null}
    </>
  )
  // a way does not cross the border of a sub-process
  const others = outline.steps.filter(
    (each) => each.type !== 'startEvent' && each.type !== 'boundaryEvent' && each.inside === step.inside,
  )
  const targets = others.map((each) => ({ value: each.id, text: nameOf(each.id) }))
  const text = (
    op: string,
    field: string,
    label: string,
    more: { hint?: string; optional?: boolean; fallback?: string; of?: string } = {},
  ) => (
    <Field
      kind="text"
      name={field}
      // a step has several of some forms: each field is told from its like, and the one with a fault is found by its name
      id={
        here(op) && typed.faults[field] && more.of?.replace('-before', '') === typed.values['flow']
          ? field
          : `${more.of ?? step.id}-${op}-${field}`
      }
      label={speech.t(`studio.process.${label}`)}
      {...(more.hint ? { hint: speech.t(`studio.process.${more.hint}`, { example: EXAMPLES[more.hint] ?? '' }) } : {})}
      {...(more.optional ? { optional: true } : {})}
      value={(here(op) ? typed.values[field] : undefined) ?? more.fallback ?? ''}
      error={here(op) ? typed.faults[field] : undefined}
      words={words}
    />
  )
  const [way] = step.ways
  const events = {
    context,
    outline,
    step,
    typed,
    action,
    hidden: (flow?: string) => <Hidden flow={flow} />,
    targets,
    nameOf,
  }
  const between =
    step.type !== 'startEvent' && step.type !== 'endEvent' && step.on === undefined && step.ways.length === 1
  return (
    <Disclosure summary={speech.t('studio.process.edit', { name })} open={typed.values['step'] === step.id}>
      <Form action={action}>
        <Hidden />
        <TextFields
          context={context}
          draft={draft}
          keyOf={`process.${step.id}`}
          label={speech.t('studio.process.name')}
          values={here('save') ? typed.values : {}}
        />
        {step.type === 'userTask' ? (
          <TextFields
            context={context}
            draft={draft}
            keyOf={`task.${step.id}.title`}
            label={speech.t('studio.process.task-title')}
            values={here('save') ? typed.values : {}}
          />
        ) : null}
        <TextFields
          context={context}
          draft={draft}
          keyOf={`stage.${step.id}`}
          label={speech.t('studio.process.stage')}
          optional
          values={here('save') ? typed.values : {}}
        />
        <TypeField context={context} step={step} typed={here('save') ? typed.values['type'] : undefined} />
        {step.timer === undefined
          ? null
          : text('save', 'after', 'timer-after', { fallback: step.timer, hint: 'timer-hint' })}
        <StepAttributes context={context} draft={draft} step={step} typed={here('save') ? typed : undefined} />
        <Buttons>
          <Button name="op" value="save">
            {speech.t('studio.save')}
          </Button>
        </Buttons>
      </Form>
      <div class="row">
        {between ? (
          <>
            <Press action={action} op="earlier" text={speech.t('studio.up')} about={name} hidden={<Hidden />} />
            <Press action={action} op="later" text={speech.t('studio.down')} about={name} hidden={<Hidden />} />
          </>
        ) : null}
        {between || step.type === 'endEvent' ? (
          <Press action={action} op="remove" text={speech.t('studio.remove')} about={name} hidden={<Hidden />} />
        ) : null}
      </div>
      {step.ways.map((each) => (
        <Disclosure
          summary={speech.t('studio.process.after', { name: nameOf(each.target) })}
          open={typed.values['flow'] === each.id}
        >
          <Form action={action}>
            <Hidden flow={each.id} />
            <p>
              <strong>{speech.t('studio.process.add')}</strong>
            </p>
            {text('add', 'name', 'new-name', { of: each.id })}
            {text('add', 'id', 'new-id', { of: each.id, hint: 'new-id-hint', optional: true })}
            <Field
              kind="choice"
              name="type"
              id={`${each.id}-type`}
              asList
              label={speech.t('studio.process.type')}
              value={(here('add') ? typed.values['type'] : undefined) ?? 'userTask'}
              options={STEP_TYPES.filter((type) => type !== 'endEvent').map((type) => ({
                value: type,
                text: speech.t(`process.type.${type}`),
              }))}
              words={words}
            />
            <Field
              kind="choice"
              name="act"
              id={`${each.id}-act`}
              asList
              optional
              label={speech.t('studio.process.attribute.act')}
              value={(here('add') ? typed.values['act'] : undefined) ?? 'examine'}
              options={Object.keys(ACTS).map((act) => ({ value: act, text: speech.t(`studio.act-kind.${act}`) }))}
              words={words}
            />
            <Buttons>
              <Button name="op" value="add">
                {speech.t('studio.process.add')}
              </Button>
            </Buttons>
          </Form>
          <Form action={action}>
            <Hidden flow={each.id} />
            <p>
              <strong>{speech.t('studio.process.choose')}</strong>
            </p>
            {text('choose', 'name', 'question', { of: each.id })}
            {text('choose', 'condition', 'condition', { of: each.id, hint: 'condition-hint' })}
            <Field
              kind="choice"
              name="target"
              id={`${each.id}-choose-target`}
              asList
              optional
              label={speech.t('studio.process.target')}
              hint={speech.t('studio.process.target-hint')}
              value=""
              options={targets}
              words={words}
            />
            {text('choose', 'endName', 'end-name', { of: each.id, optional: true })}
            <Buttons>
              <Button look="secondary" name="op" value="choose">
                {speech.t('studio.process.choose')}
              </Button>
            </Buttons>
          </Form>
          <Form action={action}>
            <Hidden flow={each.id} />
            <p>
              <strong>{speech.t('studio.process.lead-on')}</strong>
            </p>
            <Field
              kind="choice"
              name="target"
              id={`${each.id}-target`}
              asList
              label={speech.t('studio.process.leads-to')}
              value={each.target}
              options={targets}
              words={words}
            />
            {each.condition ? text('lead', 'condition', 'condition', { of: each.id, fallback: each.condition }) : null}
            {step.ways.length > 1
              ? text('lead', 'share', 'attribute.share', {
                  of: each.id,
                  fallback: each.share,
                  hint: 'attribute-hint.share',
                  optional: true,
                })
              : null}
            <Buttons>
              <Button look="secondary" name="op" value="lead">
                {speech.t('studio.save')}
              </Button>
              {step.ways.length > 1 ? (
                <Button look="tertiary" name="op" value="cut">
                  {speech.t('studio.process.cut')}
                </Button>
              ) : null}
            </Buttons>
          </Form>
          <EventOnWay {...events} way={each} />
        </Disclosure>
      ))}
      <AddBefore
        context={context}
        outline={outline}
        step={step}
        nameOf={nameOf}
        form={(flow) => (
          <Form action={action}>
            <Hidden flow={flow} />
            {text('add', 'name', 'new-name', { of: `${flow}-before` })}
            <TypeField context={context} step={undefined} idOf={`${flow}-before`} />
            <Buttons>
              <Button name="op" value="add">
                {speech.t('studio.process.add')}
              </Button>
            </Buttons>
          </Form>
        )}
      />
      {step.type === 'endEvent' ? null : (
        <Disclosure summary={speech.t('studio.process.connect')} open={here('connect')}>
          <Form action={action}>
            <Hidden />
            <Field
              kind="choice"
              name="target"
              id={`${step.id}-connect-target`}
              asList
              label={speech.t('studio.process.leads-to')}
              value={(here('connect') ? typed.values['target'] : undefined) ?? ''}
              options={targets}
              words={words}
            />
            {text('connect', 'condition', 'condition', { hint: 'condition-hint', optional: true })}
            <Buttons>
              <Button look="secondary" name="op" value="connect">
                {speech.t('studio.process.connect-now')}
              </Button>
            </Buttons>
          </Form>
        </Disclosure>
      )}
      {between ? (
        <Disclosure summary={speech.t('studio.process.beside')}>
          <Form action={action}>
            <Hidden flow={way?.id} />
            <input type="hidden" name="beside" value="true" />
            <input type="hidden" name="type" value="userTask" />
            <input type="hidden" name="act" value="opinion" />
            {text('beside', 'name', 'new-name')}
            {text('beside', 'id', 'new-id', { hint: 'new-id-hint', optional: true })}
            <Buttons>
              <Button look="secondary" name="op" value="add">
                {speech.t('studio.process.add')}
              </Button>
            </Buttons>
          </Form>
        </Disclosure>
      ) : null}
      {step.type === 'userTask' ? (
        <Disclosure summary={speech.t('studio.process.timer')}>
          <Form action={action}>
            <Hidden />
            {text('timer', 'name', 'timer-name')}
            {text('timer', 'after', 'timer-after', { hint: 'timer-hint' })}
            <Field
              kind="choice"
              name="target"
              id={`${step.id}-timer-target`}
              asList
              label={speech.t('studio.process.timer-target')}
              value=""
              options={targets}
              words={words}
            />
            <Buttons>
              <Button look="secondary" name="op" value="timer">
                {speech.t('studio.process.timer')}
              </Button>
            </Buttons>
          </Form>
        </Disclosure>
      ) : null}
      <StepEvents {...events} />
      {outline.lanes.length > 1 && step.inside === undefined ? (
        <Form action={action}>
          <Hidden />
          <Field
            kind="choice"
            name="lane"
            id={`${step.id}-lane`}
            asList
            label={speech.t('studio.process.lane')}
            value={step.lane ?? ''}
            options={outline.lanes.map((lane) => ({
              value: lane.id,
              text: textOf(context, draft, `process.${lane.id}`, lane.name || lane.id),
            }))}
            words={words}
          />
          <Button look="secondary" name="op" value="lane">
            {speech.t('studio.process.put-in-lane')}
          </Button>
        </Form>
      ) : null}
    </Disclosure>
  )
}

/** One button with what its form carries. */
const Press = ({
  action,
  op,
  text,
  about,
  hidden,
}: {
  action: string
  op: string
  text: string
  about: string
  hidden: any
}) => (
  <form action={action} method="post">
    {hidden}
    <Button look="tertiary" name="op" value={op}>
      {text}
      <span class="hidden-visually"> {about}</span>
    </Button>
  </form>
)
