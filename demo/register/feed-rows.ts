import { createHash } from 'node:crypto'
import type { DemoPerson } from '../../src/platform/identity/people-file.ts'
import type { FeedRow } from './register-database.ts'

/** Key of a person within one register: no number, and the same when the number changes. */
const keyOf = (register: string, id: string) =>
  createHash('sha256').update(`${register} person ${id}`).digest('hex').slice(0, 24)

/** What each register sends by the thousand, made of the demo people. */
export const FEED_ROWS: Readonly<Record<string, (people: readonly DemoPerson[]) => FeedRow[]>> = {
  'population persons': (people) =>
    people.map((person) => ({
      record: keyOf('population', person.id),
      number: person.number,
      facts: { birthDate: person.birthDate, sex: person.sex, district: person.district },
    })),
  // a birth is the parent's to act on, and the child's by its date
  'civil-registry births': (people) =>
    people.flatMap((child) => {
      const parents = (child['parents'] ?? []) as string[]
      const parent = people.find((person) => person.id === parents[0])
      return parent
        ? [
            {
              record: keyOf('civil-registry', child.id),
              number: parent.number,
              facts: {
                birthDate: child.birthDate,
                sex: child.sex,
                childNumber: child.number,
                district: parent.district,
              },
            },
          ]
        : []
    }),
  'medical-expertise disabilities': (people) =>
    people.flatMap((person) =>
      person.disabilityGroup !== undefined && typeof person['disabilityUntil'] === 'string'
        ? [
            {
              record: keyOf('medical-expertise', person.id),
              number: person.number,
              facts: { until: person['disabilityUntil'], disabilityGroup: String(person.disabilityGroup) },
            },
          ]
        : [],
    ),
}
