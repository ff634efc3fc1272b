import { NONE, ROWS_AT_MOST, type Fact, type FactValues } from '../../../../kernel/forms/index.ts'
import { writeNumber } from '../../../../kernel/values/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { Button, Field, uiWords, type FieldProps } from '../../../../ui/index.ts'
import { placesToChoose } from '../applicant/field-props.ts'
import { attributeText, sayFlag, valueText } from '../case/register-words.ts'

/** The form in which facts of a register are filled in. */
export interface FactForm {
  context: PageContext<'country'>
  /** Id of the question: its form is one of several on a page. */
  inquiry: string
  /** Where the form is sent. */
  action: string
  /** The list that gets one row more. */
  add: string | undefined
  /** By the way of the fact: `data.objects.0.area`. */
  faults: Readonly<Record<string, string>>
  /** Whether a box was ticked. */
  ticked(name: string): boolean
}

interface Drawn {
  form: FactForm
  fact: Fact
  name: string
  path: string
  value: unknown
  needed: boolean
}

/** Id of the first input of a fact: errors lead there. */
export const factId = (name: string, inquiry: string): string => `${name.replaceAll('.', '-')}-${inquiry}`

/** A fact of a register to be filled in by its kind: a field, a record of fields, or rows of them. */
export const FactFields = (drawn: Drawn) => {
  const { fact } = drawn
  if ('field' in fact) return <Field {...fieldOf(drawn, fact.field)} />
  return 'record' in fact ? <RecordFields {...drawn} record={fact.record} /> : <RowFields {...drawn} rows={fact.rows} />
}

const RecordFields = ({ record, ...drawn }: Drawn & { record: readonly Fact[] }) => (
  <Group {...drawn}>
    <Inside {...drawn} facts={record} value={drawn.value} />
  </Group>
)

const RowFields = ({ rows, ...drawn }: Drawn & { rows: readonly Fact[] }) => {
  const { form, fact, name, path } = drawn
  const { speech } = form.context
  const values = Array.isArray(drawn.value) ? (drawn.value as unknown[]) : []
  const none = form.ticked(`${name}.${NONE}`)
  // an empty row is there where a list is needed, and where one was asked for
  const more = form.add === name || (drawn.needed && values.length === 0 && !none) ? [undefined] : []
  const label = attributeText(form.context, fact.of)
  return (
    <Group {...drawn}>
      {[...values, ...more].slice(0, ROWS_AT_MOST).map((value, at) => (
        <fieldset class="ds-fieldset field" id={factId(`${name}.${at}`, form.inquiry)}>
          <legend class="ds-label">{speech.t('desk.fact-row', { label, number: speech.number(at + 1) })}</legend>
          <div class="stack">
            <Inside {...drawn} facts={rows} name={`${name}.${at}`} path={`${path}.${at}`} value={value} />
            {value === undefined ? null : (
              <Button
                look="tertiary"
                name="remove"
                value={`${name}.${at}`}
                formaction={`${form.action}#${factId(name, form.inquiry)}`}
              >
                {speech.t('desk.fact-row-remove', { label, number: speech.number(at + 1) })}
              </Button>
            )}
          </div>
        </fieldset>
      ))}
      <Button
        look="secondary"
        name="add"
        value={name}
        formaction={`${form.action}#${factId(`${name}.${values.length}`, form.inquiry)}`}
      >
        {speech.t('desk.fact-row-add', { label })}
      </Button>
      <Field
        kind="declaration"
        name={`${name}.${NONE}`}
        id={factId(`${name}.${NONE}`, form.inquiry)}
        label={speech.t('desk.fact-none', { label })}
        optional
        value={none}
        words={uiWords(speech.t)}
      />
    </Group>
  )
}

const Group = ({
  form,
  fact,
  name,
  path,
  needed,
  children,
}: Drawn & { children: FieldProps['label'] | FieldProps['label'][] }) => {
  const id = factId(name, form.inquiry)
  const fault = form.faults[path]
  const { speech } = form.context
  return (
    <div class="field" {...(fault ? { 'data-invalid': '' } : {})}>
      <fieldset class="ds-fieldset field" id={id} {...(fault ? { 'aria-describedby': `${id}-error` } : {})}>
        <legend class="ds-label">
          {attributeText(form.context, fact.of)}
          {needed ? null : <span class="optional"> ({uiWords(speech.t).optional})</span>}
        </legend>
        {fault ? (
          <p class="ds-validation-message" id={`${id}-error`}>
            {fault}
          </p>
        ) : null}
        <div class="stack">{children}</div>
      </fieldset>
    </div>
  )
}

/** Facts of a record or a row; some of them may be absent. */
const Inside = ({ form, facts, name, path, value }: Omit<Drawn, 'fact' | 'needed'> & { facts: readonly Fact[] }) => {
  const data = (typeof value === 'object' && value !== null ? value : {}) as FactValues
  return (
    <>
      {facts.map((fact) => (
        <FactFields
          form={form}
          fact={fact}
          name={`${name}.${fact.of}`}
          path={`${path}.${fact.of}`}
          value={data[fact.of]}
          needed={fact.needed}
        />
      ))}
    </>
  )
}

function fieldOf(
  { form, fact, name, path, value, needed }: Drawn,
  field: { kind: string; options?: readonly string[] | undefined },
): FieldProps {
  const { context, inquiry } = form
  const { speech, world } = context
  const base = {
    name,
    id: factId(name, inquiry),
    label: attributeText(context, fact.of),
    words: uiWords(speech.t),
    error: form.faults[path],
    ...(needed ? {} : { optional: true }),
  }
  const text = value === undefined || value === null ? '' : String(value)
  switch (field.kind) {
    // a list, so that an answer that was given by mistake can be taken back
    case 'yesno':
      return {
        ...base,
        kind: 'choice',
        asList: true,
        options: [true, false].map((said) => ({
          value: String(said),
          text: sayFlag(context, fact.of, said) ?? speech.t(said ? 'ui.yes' : 'ui.no'),
        })),
        value: text,
      }
    case 'choice':
      return {
        ...base,
        kind: 'choice',
        asList: true,
        options: (field.options ?? []).map((option) => ({ value: option, text: valueText(context, fact.of, option) })),
        value: text,
      }
    case 'district':
      return { ...base, kind: 'district', options: [], groups: placesToChoose(context), value: text }
    case 'date':
      return { ...base, kind: 'date', ...(text ? { value: text } : {}) }
    case 'money': {
      const major = typeof value === 'number' ? value / 10 ** world.country.currency.minorUnits : undefined
      return {
        ...base,
        kind: 'money',
        value: major === undefined ? text : writeNumber(major, speech.signs),
        suffix: speech.unit(),
      }
    }
    case 'number':
      return { ...base, kind: 'number', value: typeof value === 'number' ? writeNumber(value, speech.signs) : text }
    case 'person-number':
    case 'organisation-number':
    case 'phone':
    case 'email':
      return { ...base, kind: field.kind, value: text }
    default:
      return { ...base, kind: 'text', value: text }
  }
}
