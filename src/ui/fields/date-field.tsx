import { datePart } from '../../kernel/text/index.ts'
import { describedBy, GroupFrame } from './field-frame.tsx'
import { fieldId, type DateFieldProps } from './field-props.ts'

export type DatePart = 'day' | 'month' | 'year'

/**
 * Reads the three inputs of a date field back into one text: `2026-03-14` when it is a real date of the calendar,
 * else what was typed as `year-month-day` for the field to show again, and undefined when all three are empty.
 */
export function dateFromParts(get: (name: string) => string | undefined, name: string): string | undefined {
  const [day, month, year] = (['day', 'month', 'year'] as const).map((part) => datePart(get(`${name}.${part}`) ?? ''))
  if (!day && !month && !year) return undefined
  const typed = `${year}-${month}-${day}`
  if (!/^\d{4}-\d{1,2}-\d{1,2}$/.test(typed)) return typed
  const iso = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : typed
}

/** Three short inputs: quicker and clearer than a calendar for dates people know by heart. */
export const DateField = (field: DateFieldProps) => {
  const id = fieldId(field)
  const [year = '', month = '', day = ''] = (field.value ?? '').split('-')
  const shown: Record<DatePart, string> = { day: strip(day), month: strip(month), year }
  const faulty = field.error ? (field.faulty ?? (['day', 'month', 'year'] as const)) : []
  // the error summary leads to the first faulty part, which therefore carries the field's own id
  const first = faulty[0] ?? 'day'
  return (
    <GroupFrame field={field}>
      <div class="date-parts">
        {(['day', 'month', 'year'] as const).map((part) => {
          const partId = part === first ? id : `${id}-${part}`
          return (
            <div>
              <label for={partId}>{field.words[part]}</label>
              <input
                class="ds-input"
                type="text"
                inputmode="numeric"
                id={partId}
                name={`${field.name}.${part}`}
                value={shown[part]}
                data-chars={part === 'year' ? '4' : '2'}
                data-digits=""
                maxlength={part === 'year' ? 4 : 2}
                autocomplete={field.autocomplete === 'bday' ? `bday-${part}` : 'off'}
                {...(field.readonly ? { readonly: true } : {})}
                {...(field.optional ? {} : { 'aria-required': 'true' as const })}
                {...(faulty.includes(part)
                  ? { 'aria-invalid': 'true' as const, ...describedBy({ ...field, hint: undefined } as DateFieldProps) }
                  : {})}
              />
            </div>
          )
        })}
      </div>
    </GroupFrame>
  )
}

const strip = (digits: string): string => digits.replace(/^0(?=\d)/, '')
