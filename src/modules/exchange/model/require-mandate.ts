import { consentTo } from '../../../kernel/forms/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { ConsentMissing, IMPARTIALITY, LETTER, OutsideTheModel, OWN_LOOK, type Asked } from './asked.ts'
import { openRegisters } from './consent.ts'
import { requireSubject } from './require-subject.ts'

/** Refuses a read before it leaves. */
export type Mandate = (asked: Asked) => Promise<void>

/**
 * A register is read for what a service's model declares, and for nothing else: the evidence of its passport from the
 * register it names, or the attribute that a field of its form is filled in with; where a field hangs on the number of
 * another person, and before an official decides, also for whom the register shows as related to the applicant. Where
 * the form has a declaration by which the person lets it be asked, it is read only after they gave it; who the relatives
 * of an applicant are, so that none of them decides, is asked without. And it is asked about the persons of what it is
 * asked for, and about no stranger.
 * @throws OutsideTheModel, ConsentMissing
 */
export function mandateOf(
  database: Database,
  world: Pick<World, 'people' | 'services' | 'subjectsOf' | 'subjectOfOccasion'>,
  country: Pick<Country, 'registers' | 'ownLook'>,
): Mandate {
  const { services } = world
  return async (asked) => {
    for (const [name, value] of Object.entries({ case: asked.caseNumber, service: asked.purpose, basis: asked.basis }))
      if (!value.trim()) throw new OutsideTheModel(asked, `it names no ${name}`)
    // by the person themselves, whose own number is the only one that "ask-own-data" asks by; for no draft and no case
    if (asked.purpose === OWN_LOOK && asked.basis === ownBasis(country) && asked.caseId === undefined && !asked.feed)
      return requireSubject(database, world, asked, false)
    const service = await services.get(database, asked.purpose, asked.version).catch(() => undefined)
    if (!service) throw new OutsideTheModel(asked, 'there is no such service')
    if (asked.feed !== undefined) {
      const { trigger } = service.passport
      if (trigger?.register !== asked.register || trigger.feed !== asked.feed)
        throw new OutsideTheModel(asked, `its model has no trigger that reads the feed ${asked.feed}`)
      return
    }
    const register = country.registers.find(({ id }) => id === asked.register)
    const relatives = register?.relatives ?? []
    const onEnvelope = [...(register?.addressee ?? []), ...postalOf(register)]
    const isOf = (known: readonly string[]) =>
      asked.evidence === undefined &&
      asked.attributes !== undefined &&
      asked.attributes.length > 0 &&
      asked.attributes.every((attribute) => known.includes(attribute))
    const isOfRelatives = isOf(relatives)
    // by the state, so that no relative of the applicant decides: its own duty, which nobody can refuse
    if (asked.basis === IMPARTIALITY && isOfRelatives) return requireSubject(database, world, asked, false)
    // by an office, so that whoever is asked something hears of it: no more than stands on an envelope
    if (asked.basis === LETTER && isOf(onEnvelope)) return requireSubject(database, world, asked, false)
    const open = asked.caseId === undefined ? undefined : await openRegisters(database, service.form, asked.caseId)
    if (open ? !open(asked.register) : consentTo(service.form, asked.register) !== undefined)
      throw new ConsentMissing(asked)
    if (asked.evidence !== undefined) {
      const declared = service.passport.evidence.find((piece) => piece.id === asked.evidence)
      if (!declared?.heldByState || declared.register !== asked.register)
        throw new OutsideTheModel(asked, `its model does not declare the evidence ${asked.evidence} there`)
      return requireSubject(database, world, asked, false)
    }
    const fields = service.form?.pages.flatMap((page) => page.fields) ?? []
    const filled = fields.filter(
      ({ prefill }) =>
        prefill?.register === asked.register && asked.attributes?.every((attribute) => attribute === prefill.attribute),
    )
    const forKeyed = isOfRelatives && fields.some(({ prefill }) => prefill?.by !== undefined)
    if (filled.length === 0 && !forKeyed)
      throw new OutsideTheModel(asked, 'no field of its form is filled in from there')
    const isKeyed = filled.some(({ prefill }) => prefill?.by !== undefined)
    return requireSubject(database, world, asked, isKeyed)
  }
}

/** By what right somebody looks at what is held of them, as the country's pack calls it. */
export const ownBasis = ({ ownLook }: Pick<Country, 'ownLook'>): string => ownLook?.basis ?? OWN_LOOK

/** Attributes of an address, where a register knows any; the district is part of it. */
export const postalOf = (register: { postal: readonly string[] } | undefined): string[] =>
  register && register.postal.length > 0 ? [...register.postal, 'district'] : []
