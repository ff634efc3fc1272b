import { parse } from 'yaml'
import type { PageContext, Typed } from '../../../../platform/http/index.ts'
import { Field, uiWords } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { tellsOf } from '../../model/official-facts.ts'
import { attributeText, sayFlag } from '../case/register-words.ts'

/** Before the names of facts in the form. */
const FACT = 'fact.'

/**
 * What an official says in a register's place, as facts: whether it is shown, and each thing that the register tells, by
 * the register's own names. What is a yes or no is chosen; the rest is written as the register writes it.
 */
export function OfficialFacts({
  context,
  service,
  inquiry,
  values,
  fault,
}: {
  context: PageContext<'country'>
  service: RunnableService
  inquiry: { id: string; evidence: string }
  values: Typed['values']
  fault: string | undefined
}) {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const tells = tellsOf(world.country, service.passport, inquiry.evidence)
  return (
    <>
      <Field
        kind="choice"
        name="isShown"
        id={`shown-${inquiry.id}`}
        label={speech.t('desk.official-shown')}
        options={[
          { value: 'yes', text: speech.t('desk.official-shown-yes') },
          { value: 'no', text: speech.t('desk.official-shown-no') },
        ]}
        value={values['isShown'] ?? ''}
        error={fault}
        words={words}
      />
      {tells.map((name) => {
        const [yes, no] = [true, false].map((value) => sayFlag(context, name, value))
        const shared = {
          name: `${FACT}${name}`,
          id: `fact-${name}-${inquiry.id}`,
          label: attributeText(context, name),
          optional: true,
          value: values[`${FACT}${name}`] ?? '',
          words,
        }
        return yes && no ? (
          <Field
            kind="choice"
            {...shared}
            asList
            options={[
              { value: 'true', text: yes },
              { value: 'false', text: no },
            ]}
          />
        ) : (
          <Field kind="textarea" {...shared} rows={2} hint={speech.t('desk.fact-hint')} />
        )
      })}
    </>
  )
}

const factFields = (form: URLSearchParams): string[] => [...form.keys()].filter((name) => name.startsWith(FACT))

/** What was filled in, as the use case takes it. */
export function factsIn(form: URLSearchParams): { shown?: boolean; data?: Record<string, never> } {
  const shown = form.get('isShown')
  const data = Object.fromEntries(
    factFields(form).flatMap((name) => {
      const typed = form.get(name)?.trim() ?? ''
      return typed === '' ? [] : [[name.slice(FACT.length), valueOf(typed)]]
    }),
  ) as Record<string, never>
  return {
    ...(shown === null ? {} : { shown: shown !== 'no' }),
    ...(Object.keys(data).length > 0 ? { data } : {}),
  }
}

/** A number, a date, a list or a record as registers write them (YAML, of which JSON is a part); anything else is text. */
function valueOf(typed: string): unknown {
  try {
    return JSON.parse(JSON.stringify(parse(typed, { maxAliasCount: 0 }))) as unknown
  } catch {
    return typed
  }
}
