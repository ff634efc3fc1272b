import { z } from 'zod'
import { OfficialNumberRule, PhoneRule, readOfficialNumber, readPhone } from '../../kernel/values/index.ts'
import { Provenance, type NameShapes } from './named.ts'
import type { CountryFile } from './read-country-file.ts'

/** `numbers.yaml`: how numbers of persons and organisations and phone numbers are built, written and checked. */
export const NumbersFile = ({ Named }: NameShapes) =>
  z.strictObject({
    person: OfficialNumberRule.extend({ name: Named }),
    organisation: OfficialNumberRule.extend({ name: Named }),
    phone: PhoneRule,
    provenance: Provenance.optional(),
  })
export type NumberRules = z.output<ReturnType<typeof NumbersFile>>

/** Notes examples that their own rules refuse: a rule that is mistyped refuses everybody. */
export function refuseWrongExamples(file: CountryFile<NumberRules>): void {
  const { phone } = file.value
  for (const kind of ['person', 'organisation'] as const)
    file.value[kind].examples.forEach((example, at) => {
      const read = readOfficialNumber(file.value[kind], example)
      if (!read.ok) file.wrong([kind, 'examples', at], `the rule refuses its own example (${read.problem})`)
    })
  if (readPhone(phone, phone.example) === undefined)
    file.wrong(['phone', 'example'], 'the rule refuses its own example')
}

/** What people are told who typed one that is none. */
export const examplesOf = ({ person, organisation, phone }: NumberRules) => ({
  'person-number': { length: person.length, example: person.examples[0]! },
  'organisation-number': { length: organisation.length, example: organisation.examples[0]! },
  phone: { example: phone.example },
})
