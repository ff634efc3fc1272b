import type { Child } from '../../../kernel/markup/index.ts'
import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Button, Buttons, Disclosure, Field, Form, uiWords } from '../../../ui/index.ts'
import type { Outline, OutlineStep, Way } from '../model/outline.ts'
import { GATEWAYS, ROUNDS } from '../model/process-edit.ts'

/** Kinds of event by the place where they stand; what begins with `throw-` is said, the others are awaited. */
const KINDS = {
  way: ['message', 'timer', 'signal', 'conditional', 'throw-message', 'throw-signal', 'throw-escalation', 'link'],
  border: ['timer', 'message', 'signal', 'error', 'escalation', 'conditional', 'compensate'],
  startEvent: ['none', 'message', 'timer', 'signal', 'conditional'],
  endEvent: ['none', 'terminate', 'error', 'message', 'signal', 'escalation', 'compensate'],
  intermediateCatchEvent: ['message', 'timer', 'signal', 'conditional', 'link'],
  intermediateThrowEvent: ['none', 'message', 'signal', 'escalation', 'link', 'compensate'],
  boundaryEvent: ['timer', 'message', 'signal', 'error', 'escalation', 'conditional', 'compensate'],
} as const
const IS_ACTIVITY = /[tT]ask$|[sS]ubProcess$|^transaction$|^callActivity$/

interface Props {
  context: PageContext
  outline: Outline
  step: OutlineStep
  typed: Typed
  action: string
  /** What every form of the step carries; of one about a way also that way. */
  hidden(flow?: string): Child
  targets: readonly { value: string; text: string }[]
  nameOf(id: string): string
}

/** What a canvas does with its menus, as forms: events, sub-processes, messages, kinds of choices, rounds. */
export function StepEvents(props: Props) {
  const { context, outline, step, targets, action, hidden } = props
  const { speech } = context
  const say = (key: string) => speech.t(`studio.process.${key}`)
  const field = fieldsOf(props)
  const { form } = formsOf(props)
  const marks = KINDS[step.type as 'endEvent'] as readonly string[] | undefined
  const isActivity = IS_ACTIVITY.test(step.type)
  const [way] = step.ways
  return (
    <>
      {isActivity ? (
        <Disclosure summary={say('border')} open={field.isHere('border')}>
          {form('border', [
            field.text('border', 'name', 'event-name'),
            field.kinds('border', KINDS.border),
            field.text('border', 'what', 'event-what', { hint: 'event-what-hint', optional: true }),
            field.list('border', 'stops', say('stops'), [
              { value: 'true', text: say('stops-yes') },
              { value: 'false', text: say('stops-no') },
            ]),
            field.list('border', 'target', say('timer-target'), targets),
          ])}
        </Disclosure>
      ) : null}
      {marks ? (
        <Disclosure summary={say('mark')} open={field.isHere('mark')}>
          {form('mark', [
            field.kinds('mark', marks, step.event?.kind),
            field.text('mark', 'what', 'event-what', {
              hint: 'event-what-hint',
              optional: true,
              fallback: step.event?.what ?? '',
            }),
          ])}
        </Disclosure>
      ) : null}
      {GATEWAYS.some((type) => type === step.type) ? (
        <Disclosure summary={say('gateway')} open={field.isHere('gateway')}>
          {form('gateway', [
            field.list(
              'gateway',
              'type',
              say('type'),
              GATEWAYS.map((type) => ({ value: type, text: speech.t(`process.type.${type}`) })),
              step.type,
            ),
          ])}
        </Disclosure>
      ) : null}
      {isActivity ? (
        <Disclosure summary={say('rounds')} open={field.isHere('rounds')}>
          {form('rounds', [
            field.list(
              'rounds',
              'how',
              say('rounds'),
              ROUNDS.map((how) => ({ value: how, text: say(`round.${how}`) })),
              step.rounds.how,
            ),
            field.text('rounds', 'what', 'rounds-what', {
              hint: 'rounds-what-hint',
              optional: true,
              fallback: step.rounds.what,
            }),
          ])}
        </Disclosure>
      ) : null}
      {isActivity && step.ways.length === 1 ? (
        <Disclosure summary={say('enclose')} open={field.isHere('enclose')}>
          {form('enclose', [field.text('enclose', 'name', 'sub-name')])}
        </Disclosure>
      ) : null}
      {outline.pools.length > 0 && !/Gateway$/.test(step.type) ? (
        <Disclosure summary={say('message')} open={field.isHere('message')}>
          {form('message', [
            field.list(
              'message',
              'pool',
              say('message-pool'),
              outline.pools.map(({ id, name }) => ({ value: id, text: name || id })),
            ),
            field.list('message', 'comes', say('message-way'), [
              { value: 'false', text: say('message-to') },
              { value: 'true', text: say('message-from') },
            ]),
          ])}
        </Disclosure>
      ) : null}
      {way && step.ways.length > 1 && /^(exclusive|inclusive)/.test(step.type) ? (
        <Disclosure summary={say('otherwise')}>
          {step.ways.map((each) =>
            each.isDefault ? null : (
              <Form action={action}>
                {hidden(each.id)}
                <Button look="secondary" name="op" value="otherwise">
                  {speech.t('studio.process.otherwise-to', { name: props.nameOf(each.target) })}
                </Button>
              </Form>
            ),
          )}
        </Disclosure>
      ) : null}
    </>
  )
}

/** An event on a way from a step. */
export function EventOnWay({ way, ...props }: Props & { way: Way }) {
  const field = fieldsOf(props, way.id)
  return formsOf(props).form(
    'event',
    [
      field.text('event', 'name', 'event-name'),
      field.kinds('event', KINDS.way),
      field.text('event', 'what', 'event-what', { hint: 'event-what-hint', optional: true }),
    ],
    { flow: way.id, heading: true },
  )
}

const formsOf = ({ context: { speech }, action, hidden }: Props) => ({
  form: (op: string, fields: Child[], { flow, heading }: { flow?: string; heading?: boolean } = {}) => (
    <Form action={action}>
      {hidden(flow)}
      {heading ? (
        <p>
          <strong>{speech.t(`studio.process.${op}`)}</strong>
        </p>
      ) : null}
      {fields}
      <Buttons>
        <Button look="secondary" name="op" value={op}>
          {speech.t(`studio.process.do.${op}`)}
        </Button>
      </Buttons>
    </Form>
  ),
})

/** Fields of such forms: with what was typed and what is wrong with it, where it was this form that was sent. */
function fieldsOf({ context: { speech }, step, typed }: Props, of = '') {
  const words = uiWords(speech.t)
  const isHere = (op: string) =>
    typed.values['op'] === op && typed.values['step'] === step.id && (typed.values['flow'] ?? '') === of
  const idOf = (op: string, name: string) =>
    isHere(op) && typed.faults[name] ? name : `${of || step.id}-${op}-${name}`
  const list = (
    op: string,
    name: string,
    label: string,
    options: readonly { value: string; text: string }[],
    value = options[0]?.value ?? '',
  ) => (
    <Field
      kind="choice"
      name={name}
      id={idOf(op, name)}
      asList
      label={label}
      value={(isHere(op) ? typed.values[name] : undefined) ?? value}
      options={[...options]}
      error={isHere(op) ? typed.faults[name] : undefined}
      words={words}
    />
  )
  return {
    isHere,
    list,
    kinds: (op: string, kinds: readonly string[], value?: string) =>
      list(
        op,
        'kind',
        speech.t('studio.process.event-kind'),
        kinds.map((kind) => ({ value: kind, text: speech.t(`studio.process.event-of.${kind}`) })),
        value !== undefined && kinds.includes(value) ? value : kinds[0],
      ),
    text: (
      op: string,
      name: string,
      label: string,
      more: { hint?: string; optional?: boolean; fallback?: string } = {},
    ) => (
      <Field
        kind="text"
        name={name}
        id={idOf(op, name)}
        label={speech.t(`studio.process.${label}`)}
        {...(more.hint ? { hint: speech.t(`studio.process.${more.hint}`) } : {})}
        {...(more.optional ? { optional: true } : {})}
        value={(isHere(op) ? typed.values[name] : undefined) ?? more.fallback ?? ''}
        error={isHere(op) ? typed.faults[name] : undefined}
        words={words}
      />
    ),
  }
}
