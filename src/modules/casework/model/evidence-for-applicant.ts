import type { Passport } from '../../catalogue/index.ts'
import type { Asked } from '../../exchange/index.ts'
import type { Agreement } from '../store/agreements.ts'
import type { Evidence } from '../store/evidence.ts'
import type { ApplicationView } from '../use/application-view.ts'

type Shown = ApplicationView['evidence'][number]

/** What opens a piece of evidence about others to the applicant. */
export interface Opening {
  /** What others agreed to for this application, and holds today. */
  agreements: readonly Pick<Agreement, 'state' | 'subject' | 'facts'>[]
  /** Of whom registers were asked for the case, and when: what stands in it is of them, whomever the answers name now. */
  asked: readonly Asked[]
  /** The applicant's own number. */
  own: string
}

/**
 * What registers say of other people stays with those who decide: the applicant learns that they answered, not even
 * whether there is something. Of whoever agreed to it the applicant sees what was agreed to, and of nobody else in the
 * same answer.
 * @returns the piece as the applicant sees it, and the numbers of others whose facts stand in it
 */
export function evidenceForApplicant(
  found: Evidence,
  passport: Pick<Passport, 'evidence'>,
  opening: Opening,
): { shown: Shown; seen: string[] } {
  if (passport.evidence.find(({ id }) => id === found.evidence)?.about === undefined) return { shown: found, seen: [] }
  const isOpen = found.status === 'unavailable' || found.status === 'withheld'
  const closed = { ...found, status: isOpen ? found.status : ('answered' as const), data: null, source: null }
  const agreed = numbersAgreed(found, opening)
  if (agreed.size === 0 || isOpen) return { shown: closed, seen: [] }
  const each = found.data?.['each']
  if (Array.isArray(each)) {
    const people = each as { number: string; status: string }[]
    const open = people.filter(({ number }) => agreed.has(number) || number === opening.own)
    const seen = open.flatMap(({ number }) => (number === opening.own ? [] : [number]))
    if (seen.length === 0) return { shown: closed, seen: [] }
    // how it stands as a whole would tell of the others
    const status = open.every((person) => person.status === 'found') ? 'found' : 'missing'
    return { shown: { ...found, status, data: { each: open as never } }, seen }
  }
  const at = Date.parse(found.fetchedAt)
  const subjects = new Set(
    opening.asked.flatMap((look) =>
      look.evidence === found.evidence && Date.parse(look.at) === at ? [look.subject] : [],
    ),
  )
  const [subject] = subjects
  return subjects.size === 1 && agreed.has(subject!) ? { shown: found, seen: [subject!] } : { shown: closed, seen: [] }
}

const numbersAgreed = ({ evidence, register }: Evidence, { agreements }: Opening): ReadonlySet<string> =>
  new Set(
    agreements.flatMap(({ state, subject, facts }) =>
      state === 'agreed' && facts.some((fact) => fact.evidence === evidence && fact.register === register)
        ? [subject]
        : [],
    ),
  )
