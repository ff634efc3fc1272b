import { consentTo } from '../../../kernel/forms/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import { PermanentFailure } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { openRegisters } from './consent.ts'
import type { EvidenceRequest } from './evidence.ts'

/** What is asked, as far as a service's model has to declare it. */
export type Asked = Pick<EvidenceRequest, 'register' | 'evidence' | 'attributes' | 'purpose' | 'version' | 'basis'> & {
  caseNumber: string
  /** The draft or case it is asked for; a feed is read for nobody's. */
  caseId?: string
  /** A feed of the register is read. */
  feed?: string
}

/** Refuses a read before it leaves. */
export type Mandate = (asked: Asked) => Promise<void>

/** Basis of the question who the relatives of an applicant are, by which none of them decides. */
export const IMPARTIALITY = 'impartiality'

/** Basis of the question where somebody lives, to send them a letter about what another asks them. */
export const LETTER = 'letter'

/** Purpose of a person's own look at what a register holds of them. */
export const OWN_LOOK = 'own-look'

/** A read that nobody may make: it never left. */
export class OutsideTheModel extends PermanentFailure {
  constructor(asked: Pick<Asked, 'register' | 'purpose'>, why: string) {
    super(`the read of the register ${asked.register} for ${asked.purpose} was not sent: ${why}`)
    this.name = 'OutsideTheModel'
  }
}

/** The person has not agreed that the register is asked: nothing left. */
export class ConsentMissing extends OutsideTheModel {
  constructor(asked: Pick<Asked, 'register' | 'purpose'>) {
    super(asked, 'the person has not agreed to it')
    this.name = 'ConsentMissing'
  }
}

/**
 * A register is read for what a service's model declares, and for nothing else: the evidence of its passport from the
 * register it names, or the attribute that a field of its form is filled in with; where a field hangs on the number of
 * another person, and before an official decides, also for whom the register shows as related to the applicant. Where
 * the form has a declaration by which the person lets it be asked, it is read only after they gave it; who the relatives
 * of an applicant are, so that none of them decides, is asked without.
 * @throws OutsideTheModel, ConsentMissing
 */
export function mandateOf(
  database: Database,
  { services }: Pick<World, 'services'>,
  country: Pick<Country, 'registers' | 'ownLook'>,
): Mandate {
  return async (asked) => {
    for (const [name, value] of Object.entries({ case: asked.caseNumber, service: asked.purpose, basis: asked.basis }))
      if (!value.trim()) throw new OutsideTheModel(asked, `it names no ${name}`)
    // by the person themselves, whose own number is the only one that "ask-own-data" asks by; for no draft and no case
    if (asked.purpose === OWN_LOOK && asked.basis === ownBasis(country) && asked.caseId === undefined && !asked.feed)
      return
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
    if (asked.basis === IMPARTIALITY && isOfRelatives) return
    // by an office, so that whoever is asked something hears of it: no more than stands on an envelope
    if (asked.basis === LETTER && isOf(onEnvelope)) return
    const open = asked.caseId === undefined ? undefined : await openRegisters(database, service.form, asked.caseId)
    if (open ? !open(asked.register) : consentTo(service.form, asked.register) !== undefined)
      throw new ConsentMissing(asked)
    if (asked.evidence !== undefined) {
      const declared = service.passport.evidence.find((piece) => piece.id === asked.evidence)
      if (!declared?.heldByState || declared.register !== asked.register)
        throw new OutsideTheModel(asked, `its model does not declare the evidence ${asked.evidence} there`)
      return
    }
    const fields = service.form?.pages.flatMap((page) => page.fields) ?? []
    const filled = fields.some(
      ({ prefill }) =>
        prefill?.register === asked.register && asked.attributes?.every((attribute) => attribute === prefill.attribute),
    )
    const forKeyed = isOfRelatives && fields.some(({ prefill }) => prefill?.by !== undefined)
    if (!filled && !forKeyed) throw new OutsideTheModel(asked, 'no field of its form is filled in from there')
  }
}

/** By what right somebody looks at what is held of them, as the country's pack calls it. */
export const ownBasis = ({ ownLook }: Pick<Country, 'ownLook'>): string => ownLook?.basis ?? OWN_LOOK

/** Attributes of an address, where a register knows any; the district is part of it. */
export const postalOf = (register: { postal: readonly string[] } | undefined): string[] =>
  register && register.postal.length > 0 ? [...register.postal, 'district'] : []
