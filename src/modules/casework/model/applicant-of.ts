import { bare } from '../../../kernel/text/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { Person } from '../../../platform/identity/index.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import { general, Refusal, type World } from '../../../platform/use-case/index.ts'
import type { Channel } from '../../../kernel/case/index.ts'
import { sitsAt } from './roles-held.ts'
import { refusal, type Applicant, type Application } from './application.ts'

export interface ApplicantAsked {
  channel: Channel
  applicant?: { number: string; organisation?: string | undefined }
  office?: string
}

/** In whose name an application is filed, and by whose hand. */
export interface Filer {
  /** The person whose application it is; for an organisation its representative. */
  person: string
  organisation: string | null
  applicant: Applicant
  representative: { name: string; number: string } | null
  /** Set at a counter and for paper. */
  operator?: { office: string; person: string }
}

/**
 * Works out the applicant: oneself, an organisation one acts for, or the person in front of the counter.
 * @throws Refusal not-allowed when the counter role is missing, applicant-unknown when nobody has that number
 */
export async function applicantOf(
  tx: Tx,
  principal: Principal,
  asked: ApplicantAsked,
  world: Pick<World, 'people'>,
): Promise<Filer> {
  if (asked.channel === 'web') {
    const person = await world.people.get(tx, principal.personId!)
    // what is said of the applicant counts; acting for another counts where nothing is said
    const organisation = asked.applicant ? asked.applicant.organisation : principal.actingFor?.number
    return inNameOf(tx, person, organisation, world)
  }
  const office = asked.office ?? principal.roles.find((held) => held.role === 'counter')?.body
  if (!office || !sitsAt(principal, office)) throw new Refusal(general['not-allowed'])
  const person = asked.applicant && (await world.people.findByNumber(tx, asked.applicant.number))
  if (!person)
    throw new Refusal(refusal['applicant-unknown'], {
      problems: [{ path: 'applicant.number', text: 'casework.problem.applicant' }],
    })
  return {
    ...(await inNameOf(tx, person, asked.applicant?.organisation, world)),
    operator: { office, person: principal.personId! },
  }
}

async function inNameOf(
  tx: Tx,
  person: Person,
  organisation: string | undefined,
  world: Pick<World, 'people'>,
): Promise<Filer> {
  const { id, ...facts } = person
  const self: Applicant = { kind: 'person', ...facts }
  if (!organisation) return { person: id, organisation: null, applicant: self, representative: null }
  const held = (await world.people.organisationsOf(tx, id)).find(
    (candidate) => candidate.number === bare(organisation).toUpperCase(),
  )
  if (!held) throw new Refusal(general['not-allowed'])
  return {
    person: id,
    organisation,
    applicant: {
      kind: 'organisation',
      name: held.name,
      number: held.number,
      ...((held.district ?? person.district) ? { district: held.district ?? person.district! } : {}),
      ...(person.phone ? { phone: person.phone } : {}),
      ...(person.email ? { email: person.email } : {}),
    },
    representative: { name: person.name, number: person.number },
  }
}

/** The applicant of a case as they were when it was filed: what a correction is checked against. */
export function applicantAgain(application: Application): Filer {
  const { person, organisation, applicant, representative } = application
  return { person, organisation, applicant, representative }
}
