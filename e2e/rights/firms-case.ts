import { readServiceFolder } from '../../src/modules/catalogue/index.ts'
import type { CaseBench } from '../../src/modules/casework/testing.ts'
import { readPeople } from '../../src/platform/identity/index.ts'

/** A permit in the name of a firm, filed by the one who may act for it. @returns the case's id */
export async function firmsCase(
  bench: CaseBench,
  does: (who: string, path: string, body: unknown) => Promise<{ id: string }>,
): Promise<string> {
  const { service } = readServiceFolder('services/outdoor-advertising-permit', bench.instance.country)
  const { applicant, answers, organisation } = service!.examples[0]! as unknown as {
    applicant: string
    answers: object
    organisation: string
  }
  return (
    await does(applicant, '/applications', {
      service: 'outdoor-advertising-permit',
      answers,
      applicant: { number: personOf(applicant).number, organisation },
    })
  ).id
}

/** A demo account as the country's pack has it. */
export function personOf(persona: string): { id: string; number: string; email: string; phone: string } {
  const found = readPeople('country/uz/people.yaml').find((person) => person.persona === persona)!
  return { id: found.id, number: found.number, email: found.email!, phone: found.phone! }
}
