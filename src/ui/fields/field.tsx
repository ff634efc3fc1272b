import { ChoiceField, ChoicesField, Declaration, YesNoField } from './choice-field.tsx'
import { DateField } from './date-field.tsx'
import type { FieldProps } from './field-props.ts'
import { FileField } from './file-field.tsx'
import { Textarea, TextField } from './text-field.tsx'

/** A field of any kind a form can have. */
export const Field = (field: FieldProps) => {
  switch (field.kind) {
    case 'textarea':
      return <Textarea {...field} />
    case 'date':
      return <DateField {...field} />
    case 'choice':
    case 'district':
      return <ChoiceField {...field} />
    case 'choices':
      return <ChoicesField {...field} />
    case 'yesno':
      return <YesNoField {...field} />
    case 'declaration':
      return <Declaration {...field} />
    case 'file':
      return <FileField {...field} />
    default:
      return <TextField {...field} />
  }
}
