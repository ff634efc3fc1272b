import { ACTS, OUTCOMES } from '../../../kernel/case/index.ts'
import { registeredNames } from './registered-names.ts'
import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Refusal, type FieldProblem } from '../../../platform/use-case/index.ts'
import { Field, uiWords } from '../../../ui/index.ts'
import { attributeFault } from '../model/attribute-fault.ts'
import type { OutlineStep } from '../model/outline.ts'
import { refusal } from '../model/refusals.ts'
import type { ReadDraft } from './frame.tsx'

const JOBS = ['register.fetch', 'result.prepare', 'result.sign', 'notify'] as const
const STATUSES = ['completed', 'refused', 'annulled', 'in_progress'] as const

/** An attribute of a step: chosen of a list, or typed. */
interface Attribute {
  name: string
  options?: readonly string[]
}

/** What may be said of a step of a kind. */
function attributesFor(type: string): Attribute[] {
  if (type === 'userTask')
    return [
      { name: 'act', options: Object.keys(ACTS) },
      { name: 'performer', options: ['office', 'applicant'] },
      { name: 'office' },
      { name: 'role', options: ['officer', 'head'] },
      { name: 'term' },
      { name: 'evidence' },
      { name: 'fourEyes' },
      { name: 'basis' },
      { name: 'article' },
      { name: 'minutes' },
      { name: 'wait' },
      { name: 'cost' },
      { name: 'staff' },
      { name: 'days' },
      { name: 'batch' },
      { name: 'priority' },
      { name: 'documents' },
      { name: 'checks' },
      { name: 'hands' },
      { name: 'collects' },
      { name: 'visit', options: ['true', 'false'] },
    ]
  if (type === 'serviceTask' || type === 'sendTask')
    return [
      { name: 'job', options: JOBS },
      { name: 'evidence' },
      { name: 'text' },
      { name: 'outcome', options: OUTCOMES },
      { name: 'basis' },
      { name: 'article' },
      { name: 'cost' },
      { name: 'priority' },
    ]
  if (type === 'businessRuleTask')
    return [{ name: 'decision' }, { name: 'writes' }, { name: 'basis' }, { name: 'article' }]
  if (type === 'endEvent' || type === 'intermediateThrowEvent')
    return [
      { name: 'status', options: STATUSES },
      { name: 'outcome', options: OUTCOMES },
    ]
  return []
}

/** All that may be said of an element, also where only the file says it. */
export const ATTRIBUTES: readonly string[] = [
  ...new Set([
    ...['userTask', 'serviceTask', 'businessRuleTask', 'endEvent'].flatMap((type) =>
      attributesFor(type).map(({ name }) => name),
    ),
    ...['answers', 'clock', 'key', 'payload', 'collection', 'element', 'share', 'formRule'],
  ]),
]

/** How what is typed looks: the same in every language. */
const EXAMPLES: Readonly<Record<string, string>> = {
  minutes: '30; fixed 30; uniform 10 60; triangular 10 20 60; erlang 30 3; lognormal 30 25',
  wait: '480; uniform 60 960; lognormal 480 240',
  term: '3 working days',
}

const inputOf = (name: string): string => `attribute.${name}`

/**
 * What the sent form of a step says otherwise than the model.
 * @throws Refusal naming each field whose value is none of its kind
 */
export function attributesOf(step: OutlineStep, posted: URLSearchParams): Record<string, string | null> {
  const attributes: Record<string, string | null> = {}
  const problems: FieldProblem[] = []
  for (const { name } of attributesFor(step.type)) {
    const given = posted.get(inputOf(name))
    if (given === null || given.trim() === (step.attributes[name] ?? '')) continue
    attributes[name] = given.trim() || null
    const fault = attributeFault(name, given)
    if (fault) problems.push({ path: inputOf(name), text: fault })
  }
  if (problems.length > 0) throw new Refusal(refusal['not-done'], { problems })
  return attributes
}

export function StepAttributes({
  context: { speech },
  draft,
  step,
  typed,
}: {
  context: PageContext<any>
  draft: ReadDraft
  step: OutlineStep
  typed: Typed | undefined
}) {
  const words = uiWords(speech.t)
  return (
    <>
      {attributesFor(step.type).map(({ name, options }) => {
        const shared = {
          name: inputOf(name),
          id: `${step.id}-${name}`,
          label: speech.t(`studio.process.attribute.${name}`),
          optional: true,
          value: typed?.values[inputOf(name)] ?? step.attributes[name] ?? '',
          error: typed?.faults[inputOf(name)],
          words,
        }
        const hint = speech.has(`studio.process.attribute-hint.${name}`)
          ? {
              hint: speech.t(`studio.process.attribute-hint.${name}`, {
                names: registeredNames(draft, name).join(', ') || '–',
                example: EXAMPLES[name] ?? '',
                owner: 'owner',
                kind: 'kind:health',
              }),
            }
          : {}
        if (!options) return <Field kind="text" {...shared} {...hint} />
        const known = shared.value === '' || options.includes(shared.value) ? options : [...options, shared.value]
        return (
          <Field
            kind="choice"
            asList
            {...shared}
            {...hint}
            options={known.map((option) => ({
              value: option,
              text: speech.has(`studio.${GROUPS[name] ?? name}.${option}`)
                ? speech.t(`studio.${GROUPS[name] ?? name}.${option}`)
                : option,
            }))}
          />
        )
      })}
    </>
  )
}

/** Where the words for an attribute's values stand. */
const GROUPS: Readonly<Record<string, string>> = {
  act: 'act-kind',
  job: 'job-kind',
  performer: 'performer-kind',
  role: 'role-kind',
}
