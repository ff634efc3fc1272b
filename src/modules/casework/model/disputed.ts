import { z } from 'zod'
import type { CaseEvent } from '../store/events.ts'
import type { FoundFact } from '../store/drafts.ts'

/** More than this is a letter, not a remark; for letters there are messages. */
export const REMARK_AT_MOST = 300

/** A fact of a register of which the applicant says that it is not right. The fact stays the register's. */
export const Disputed = z.object({ field: z.string(), register: z.string(), value: z.json(), remark: z.string() })
export type Disputed = z.output<typeof Disputed>

/**
 * What a draft's owner says against registers, as it goes into the event that sends the draft; nothing when nothing is
 * said.
 */
export function disputedIn(found: Record<string, FoundFact>): { disputed?: Disputed[] } {
  const disputed = Object.entries(found).flatMap(([field, { register, value, remark }]) =>
    remark ? [{ field, register, value: (value ?? null) as Disputed['value'], remark }] : [],
  )
  return disputed.length > 0 ? { disputed } : {}
}

/**
 * Puts remarks to facts that registers gave: an empty one takes it back, one about what no register said is left out.
 * @returns the facts that changed
 */
export function remarkOn(found: Record<string, FoundFact>, remarks: Record<string, string>): Record<string, FoundFact> {
  return Object.fromEntries(
    Object.entries(remarks).flatMap(([field, said]) => {
      const fact = Object.hasOwn(found, field) ? found[field]! : undefined
      if ((fact?.status !== 'found' && fact?.status !== 'differs') || (fact.remark ?? '') === said) return []
      const { remark: _before, ...rest } = fact
      return [[field, said === '' ? rest : { ...rest, remark: said }]]
    }),
  )
}

/** What one event of a case's chain says against registers. */
export const disputedBy = ({ facts }: CaseEvent): Disputed[] => (facts['disputed'] as Disputed[] | undefined) ?? []

/** What stands against registers in a case: of each field what was said last. */
export const disputedOf = (events: readonly CaseEvent[]): Disputed[] => [
  ...new Map(events.flatMap(disputedBy).map((item) => [item.field, item])).values(),
]
