import type { Country } from '../../../platform/country/index.ts'
import type { Evidence } from '../store/evidence.ts'

/** A part of an address: how the register calls it, and what it says. */
export interface AddressPart {
  part: string
  value: string
}

/**
 * Where a register says that the applicant lives, as an envelope bears it.
 * @param about ids of evidence that is about others than the applicant: a letter goes to nobody else's home
 * @returns empty when no register that knows addresses has said one
 */
export function postalAddress(
  evidence: readonly Pick<Evidence, 'evidence' | 'register' | 'status' | 'data'>[],
  about: ReadonlySet<string>,
  { registers }: Pick<Country, 'registers'>,
): AddressPart[] {
  for (const { evidence: id, register, status, data } of evidence) {
    if (status !== 'found' || about.has(id)) continue
    const postal = registers.find((known) => known.id === register)?.postal ?? []
    const parts = postal.flatMap((part) => {
      const value: unknown = data?.[part]
      return typeof value === 'string' && value.trim() !== '' ? [{ part, value: value.trim().slice(0, 200) }] : []
    })
    if (parts.length > 0) return parts
  }
  return []
}
