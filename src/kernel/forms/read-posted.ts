import { withoutHidden } from '../text/index.ts'
import type { CompiledField } from './compile-form.ts'

/** How a posted page is read: the values of a name, in order. */
export interface Posted {
  get(name: string): string | null
  getAll(name: string): string[]
}

/**
 * The typed answers of the fields of one page, from the strings a browser posts.
 * What can't be typed stays as the text that was given, so that it is shown again beside its error. Files come another
 * way.
 */
export function readPosted(fields: readonly CompiledField[], posted: Posted): Record<string, unknown> {
  const answers: Record<string, unknown> = {}
  for (const field of fields) {
    if (field.kind === 'file') continue
    answers[field.id] = readField(field, posted)
  }
  return answers
}

function readField(field: CompiledField, posted: Posted): unknown {
  const given = clean(posted.get(field.id))
  switch (field.kind) {
    case 'date':
      return dateOf(posted, field.id) ?? given
    case 'choices':
      return posted.getAll(field.id).filter((one) => one !== '')
    case 'yesno':
      return given === 'true' ? true : given === 'false' ? false : null
    case 'declaration':
      return given === 'true' || given === 'on'
    case 'number':
    case 'money':
      return given === null ? null : numberOf(given)
    case 'person-number':
    case 'organisation-number':
      return given?.replace(/[\s-]/g, '') ?? null
    default:
      return given
  }
}

/** Empty text is no answer; line ends as one sort, hidden and bidirectional characters away. */
function clean(value: string | null): string | null {
  const text = withoutHidden((value ?? '').replace(/\r\n?/g, '\n')).trim()
  return text === '' ? null : text
}

/** `1 000,5`, `1 000.5` as people type them; anything else stays text. */
function numberOf(text: string): number | string {
  const plain = text.replace(/[\s\u00a0\u202f']/g, '').replace(',', '.')
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(plain) ? Number(plain) : text
}

/** Day, month and year from three inputs; a real date as `2026-03-14`, else what was typed in that order. */
function dateOf(posted: Posted, name: string): string | null {
  const [day, month, year] = ['day', 'month', 'year'].map((part) =>
    (posted.get(`${name}.${part}`) ?? '').trim().slice(0, 10),
  ) as [string, string, string]
  if (!day && !month && !year) return null
  const two = (part: string) => (/^\d$/.test(part) ? `0${part}` : part)
  return /^\d{1,2}$/.test(day) && /^\d{1,2}$/.test(month) && /^\d{4}$/.test(year)
    ? `${year}-${two(month)}-${two(day)}`
    : `${year}-${month}-${day}`
}
