import type { World } from '../../../platform/use-case/index.ts'
import type { Passport } from '../../catalogue/index.ts'

/** The names by which the register of a piece of evidence tells what it holds (`tells`, country/…/registers.yaml). */
export function tellsOf(
  country: Pick<World['country'], 'registers'>,
  passport: Pick<Passport, 'evidence'>,
  evidence: string,
): readonly string[] {
  const register = passport.evidence.find(({ id }) => id === evidence)?.register
  return country.registers.find(({ id }) => id === register)?.tells ?? []
}

/** The empty answer of an official: what was asked is not shown. */
export const isNotShown = (data: Readonly<Record<string, unknown>>): boolean => Object.keys(data).length === 0
