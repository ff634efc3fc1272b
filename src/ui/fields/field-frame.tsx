import type { Child } from '../../kernel/markup/index.ts'
import { fieldId, type FieldBase, type NotRight } from './field-props.ts'

/** Ids of what describes a field, in the order it should be heard. */
export function describedBy(field: FieldBase, more?: string): { 'aria-describedby'?: string } {
  const id = fieldId(field)
  const ids = [
    field.hint ? `${id}-hint` : '',
    field.found ? `${id}-found` : '',
    more ?? '',
    field.error ? `${id}-error` : '',
  ].filter(Boolean)
  return ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}
}

export const invalid = (field: FieldBase): { 'aria-invalid'?: 'true' } =>
  field.error ? { 'aria-invalid': 'true' } : {}

const Optional = ({ field }: { field: FieldBase }): Child =>
  field.optional ? <span class="optional"> ({field.words.optional})</span> : null

const Hint = ({ field }: { field: FieldBase }): Child =>
  field.hint ? (
    <p class="hint" id={`${fieldId(field)}-hint`}>
      {field.hint}
    </p>
  ) : null

const FieldError = ({ field }: { field: FieldBase }): Child =>
  field.error ? (
    <p class="ds-validation-message" id={`${fieldId(field)}-error`}>
      <span class="hidden-visually">{field.words['error-prefix']}: </span>
      {field.error}
    </p>
  ) : null

const Below = ({ field }: { field: FieldBase }): Child => (
  <>
    {field.found ? (
      <div class="found">
        <span id={`${fieldId(field)}-found`}>{field.found.text}</span>
        {field.found.notRight ? <NotRightRemark field={field} remark={field.found.notRight} /> : null}
      </div>
    ) : null}
    {field.why ? (
      <details class="why">
        <summary>
          {field.words.why}
          <span class="hidden-visually"> {field.label}</span>
        </summary>
        <div>{field.why}</div>
      </details>
    ) : null}
  </>
)

/** Open when something was said: a remark that is kept must be seen. */
const NotRightRemark = ({
  field: { words, label },
  remark: { name, text, value, kept, error, maxLength, ...remark },
}: {
  field: FieldBase
  remark: NotRight
}): Child => {
  const own = { name, label: remark.label, hint: text, error, words }
  return (
    <details class="not-right" {...(value || error ? { open: true } : {})}>
      <summary>
        {words['not-right']}
        <span class="hidden-visually"> {label}</span>
      </summary>
      {kept ? <input type="hidden" name={`${name}.shown`} value={kept} /> : null}
      <FieldFrame field={own}>
        <input
          class="ds-input"
          type="text"
          id={name}
          name={name}
          value={value ?? ''}
          maxlength={maxLength}
          autocomplete="off"
          {...describedBy(own)}
          {...invalid(own)}
        />
      </FieldFrame>
    </details>
  )
}

/** A field of one input: label, hint, error, input, what was found, why it is asked. */
export const FieldFrame = ({ field, children }: { field: FieldBase; children: Child }) => {
  const label = (
    <label class="ds-label" for={fieldId(field)}>
      {field.label}
      <Optional field={field} />
    </label>
  )
  return (
    <div class="field" {...(field.error ? { 'data-invalid': '' } : {})}>
      {field.labelIsHeading ? <h1>{label}</h1> : label}
      <Hint field={field} />
      <FieldError field={field} />
      {children}
      <Below field={field} />
    </div>
  )
}

/** A field of several inputs: the same parts around a fieldset. */
export const GroupFrame = ({ field, role, children }: { field: FieldBase; role?: 'radiogroup'; children: Child }) => {
  const legend = (
    <>
      {field.label}
      <Optional field={field} />
    </>
  )
  return (
    <div class="field" {...(field.error ? { 'data-invalid': '' } : {})}>
      <fieldset
        class="ds-fieldset field"
        {...describedBy(field)}
        {...(role ? { role } : {})}
        {...(role && field.error ? { 'aria-invalid': 'true' as const } : {})}
      >
        <legend class="ds-label">{field.labelIsHeading ? <h1>{legend}</h1> : legend}</legend>
        <Hint field={field} />
        <FieldError field={field} />
        {children}
      </fieldset>
      <Below field={field} />
    </div>
  )
}
