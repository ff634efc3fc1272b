import { describedBy, FieldFrame, invalid } from './field-frame.tsx'
import { fieldId, type TextareaProps, type TextFieldProps } from './field-props.ts'

type Attributes = {
  type: string
  inputmode?: 'numeric' | 'decimal' | 'tel' | 'email'
  chars?: string
  digits?: boolean
  maxlength?: number
  autocomplete?: string
  spellcheck?: false
}

// numbers are text inputs: type=number scrolls away values and reads "1e5" (GOV.UK's finding)
const KINDS: Readonly<Record<TextFieldProps['kind'], Attributes>> = {
  text: { type: 'text' },
  number: { type: 'text', inputmode: 'decimal', chars: '9', digits: true, autocomplete: 'off' },
  money: { type: 'text', inputmode: 'decimal', chars: '14', digits: true, autocomplete: 'off' },
  phone: { type: 'tel', inputmode: 'tel', chars: '20', digits: true, autocomplete: 'tel' },
  email: { type: 'email', inputmode: 'email', chars: '30', autocomplete: 'email', spellcheck: false },
  // with room for blanks people type between the digits
  'person-number': {
    type: 'text',
    inputmode: 'numeric',
    chars: '20',
    digits: true,
    maxlength: 40,
    autocomplete: 'off',
    spellcheck: false,
  },
  'organisation-number': {
    type: 'text',
    inputmode: 'numeric',
    chars: '14',
    digits: true,
    maxlength: 40,
    autocomplete: 'off',
    spellcheck: false,
  },
}

export const TextField = (field: TextFieldProps) => {
  const { type, inputmode, chars, digits, maxlength, autocomplete, spellcheck } = KINDS[field.kind]
  const id = fieldId(field)
  const limit = field.maxLength ?? maxlength
  const fill = field.autocomplete ?? autocomplete
  const input = (
    <input
      class="ds-input"
      type={type}
      id={id}
      name={field.name}
      value={field.value ?? ''}
      {...(inputmode ? { inputmode } : {})}
      {...(chars ? { 'data-chars': chars } : {})}
      {...(digits ? { 'data-digits': '' } : {})}
      {...(limit ? { maxlength: limit } : {})}
      {...(fill ? { autocomplete: fill } : {})}
      {...(spellcheck === false ? ({ spellcheck: 'false' } as object) : {})}
      {...(field.readonly ? { readonly: true } : {})}
      {...(field.optional ? {} : { 'aria-required': 'true' as const })}
      {...describedBy(field, field.suffix ? `${id}-suffix` : undefined)}
      {...invalid(field)}
    />
  )
  return (
    <FieldFrame field={field}>
      {field.suffix ? (
        <div class="affixed">
          {input}
          <span id={`${id}-suffix`}>{field.suffix}</span>
        </div>
      ) : (
        input
      )}
    </FieldFrame>
  )
}

export const Textarea = (field: TextareaProps) => (
  <FieldFrame field={field}>
    <textarea
      class="ds-input"
      id={fieldId(field)}
      name={field.name}
      rows={field.rows ?? 5}
      dir="auto"
      {...(field.maxLength ? { maxlength: field.maxLength } : {})}
      {...(field.readonly ? { readonly: true } : {})}
      {...(field.optional ? {} : { 'aria-required': 'true' as const })}
      {...describedBy(field)}
      {...invalid(field)}
    >
      {field.value ?? ''}
    </textarea>
  </FieldFrame>
)
