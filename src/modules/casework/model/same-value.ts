import type { CompiledField } from '../../../kernel/forms/index.ts'
import { fold } from '../../../kernel/text/index.ts'
import { bare } from '../../../kernel/text/index.ts'
import type { Country } from '../../../platform/country/index.ts'

/**
 * Whether an answer says what a register says: names in any script and spelling, phones and numbers however they are
 * typed.
 */
export function isSameValue(
  { kind }: Pick<CompiledField, 'kind'>,
  answer: unknown,
  value: unknown,
  country: Pick<Country, 'readPhone'>,
): boolean {
  if (typeof answer !== 'string' || typeof value !== 'string') return JSON.stringify(answer) === JSON.stringify(value)
  if (kind === 'phone') return (country.readPhone(answer) ?? answer) === (country.readPhone(value) ?? value)
  return kind === 'text' || kind === 'textarea' ? plain(answer) === plain(value) : answer.trim() === value.trim()
}

/** Letters and digits alone, each word in its place. */
const plain = (text: string): string =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ')

/** Whether two texts are the same number, whatever stands between their digits. */
export const isSameNumber = (typed: string, other: string): boolean =>
  bare(typed).toUpperCase() === bare(other).toUpperCase()
