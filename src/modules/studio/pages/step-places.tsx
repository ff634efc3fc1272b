import type { Child } from '../../../kernel/markup/index.ts'
import type { PageContext } from '../../../platform/http/index.ts'
import { Disclosure, Field, uiWords } from '../../../ui/index.ts'
import type { Outline, OutlineStep } from '../model/outline.ts'
import { STEP_TYPES } from '../model/process-edit.ts'

/** Kinds that a step in the middle of a process may have. */
const BETWEEN = STEP_TYPES.filter((type) => type !== 'endEvent')

/**
 * The kind of a step, or of a new one; an end, a choice and what the list does not make stay what they are.
 * @param idOf what tells the field of a new step from others
 */
export function TypeField({
  context: { speech },
  step,
  typed,
  idOf,
}: {
  context: PageContext
  step: OutlineStep | undefined
  typed?: string | undefined
  idOf?: string
}) {
  const type = step?.type ?? 'userTask'
  // a task without a kind, as other tools draw it, can become one that runs
  const known = BETWEEN.some((each) => each === type)
  if (!known && type !== 'task') return null
  return (
    <Field
      kind="choice"
      name="type"
      id={`${step?.id ?? idOf}-type`}
      asList
      label={speech.t('studio.process.type')}
      value={typed ?? type}
      options={(known ? BETWEEN : ['task', ...BETWEEN]).map((each) => ({
        value: each,
        text: speech.t(`process.type.${each}`),
      }))}
      words={uiWords(speech.t)}
    />
  )
}

/** For each way that leads to a step a place to put another before it. */
export function AddBefore({
  context: { speech },
  outline,
  step,
  nameOf,
  form,
}: {
  context: PageContext
  outline: Outline
  step: OutlineStep
  nameOf(id: string): string
  form(flow: string): Child
}) {
  const into = outline.steps.flatMap((source) =>
    source.ways.filter(({ target }) => target === step.id).map(({ id }) => ({ id, source: source.id })),
  )
  return (
    <>
      {into.map(({ id, source }) => (
        <Disclosure summary={speech.t('studio.process.before', { name: nameOf(source) })}>{form(id)}</Disclosure>
      ))}
    </>
  )
}
