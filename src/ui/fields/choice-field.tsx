import type { Child } from '../../kernel/markup/index.ts'
import { describedBy, FieldFrame, GroupFrame, invalid } from './field-frame.tsx'
import {
  fieldId,
  type ChoiceFieldProps,
  type ChoicesFieldProps,
  type DeclarationProps,
  type Option,
  type YesNoFieldProps,
} from './field-props.ts'

interface OptionProps {
  type: 'radio' | 'checkbox'
  id: string
  name: string
  option: Option
  checked: boolean
  readonly?: boolean | undefined
  faulty: boolean
}

const OptionRow = ({ type, id, name, option, checked, readonly, faulty }: OptionProps): Child => (
  <div class="option">
    <input
      class="ds-input"
      type={type}
      id={id}
      name={name}
      value={option.value}
      {...(checked ? { checked: true } : {})}
      {...(readonly && !checked ? { disabled: true } : {})}
      {...(faulty && type === 'checkbox' ? { 'aria-invalid': 'true' as const } : {})}
      {...(option.hint ? { 'aria-describedby': `${id}-hint` } : {})}
    />
    <label for={id}>{option.text}</label>
    {option.hint ? (
      <span class="hint" id={`${id}-hint`}>
        {option.hint}
      </span>
    ) : null}
  </div>
)

const optionId = (id: string, at: number): string => (at === 0 ? id : `${id}-${at + 1}`)

export const ChoiceField = (field: ChoiceFieldProps) =>
  field.groups || field.kind === 'district' || (field.asList ?? field.options.length > 7) ? (
    <ListField {...field} />
  ) : (
    <GroupFrame field={field} role="radiogroup">
      <div class="options">
        {field.options.map((option, at) => (
          <OptionRow
            type="radio"
            id={optionId(fieldId(field), at)}
            name={field.name}
            option={option}
            checked={option.value === field.value}
            readonly={field.readonly}
            faulty={Boolean(field.error)}
          />
        ))}
      </div>
    </GroupFrame>
  )

const ListField = (field: ChoiceFieldProps) => {
  const entry = ({ value, text }: Option): Child => (
    <option value={value} {...(value === field.value ? { selected: true } : {})}>
      {text}
    </option>
  )
  return (
    <FieldFrame field={field}>
      <select
        class="ds-input"
        id={fieldId(field)}
        name={field.name}
        data-chars="30"
        {...(field.optional ? {} : { 'aria-required': 'true' as const })}
        {...describedBy(field)}
        {...invalid(field)}
      >
        <option value="">{field.words.choose}</option>
        {field.options.map(entry)}
        {(field.groups ?? []).map(({ label, options }) => (
          <optgroup label={label}>{options.map(entry)}</optgroup>
        ))}
      </select>
    </FieldFrame>
  )
}

export const ChoicesField = (field: ChoicesFieldProps) => (
  <GroupFrame field={field}>
    <div class="options">
      {field.options.map((option, at) => (
        <OptionRow
          type="checkbox"
          id={optionId(fieldId(field), at)}
          name={field.name}
          option={option}
          checked={field.values?.includes(option.value) ?? false}
          readonly={field.readonly}
          faulty={Boolean(field.error)}
        />
      ))}
    </div>
  </GroupFrame>
)

export const YesNoField = (field: YesNoFieldProps) => (
  <GroupFrame field={field} role="radiogroup">
    <div class="options" data-inline="">
      {([true, false] as const).map((answer, at) => (
        <OptionRow
          type="radio"
          id={optionId(fieldId(field), at)}
          name={field.name}
          option={{ value: String(answer), text: answer ? field.words.yes : field.words.no }}
          checked={field.value === answer}
          readonly={field.readonly}
          faulty={Boolean(field.error)}
        />
      ))}
    </div>
  </GroupFrame>
)

/** A statement one makes by ticking it; its label is the statement. */
export const Declaration = (field: DeclarationProps) => {
  const id = fieldId(field)
  return (
    <div class="field declaration" {...(field.error ? { 'data-invalid': '' } : {})}>
      {field.text ? (
        <div class="stack" data-gap="small" id={`${id}-hint`}>
          {typeof field.text === 'string' ? <p>{field.text}</p> : field.text}
        </div>
      ) : null}
      {field.error ? (
        <p class="ds-validation-message" id={`${id}-error`}>
          <span class="hidden-visually">{field.words['error-prefix']}: </span>
          {field.error}
        </p>
      ) : null}
      <div class="option">
        <input
          class="ds-input"
          type="checkbox"
          id={id}
          name={field.name}
          value="true"
          {...(field.value ? { checked: true } : {})}
          {...(field.optional ? {} : { 'aria-required': 'true' as const })}
          {...describedBy({ ...field, ...(field.text ? { hint: field.text } : {}) })}
          {...invalid(field)}
        />
        <label for={id}>{field.label}</label>
        {field.hint && !field.text ? (
          <span class="hint" id={`${id}-hint`}>
            {field.hint}
          </span>
        ) : null}
      </div>
    </div>
  )
}
