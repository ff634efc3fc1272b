import { z } from 'zod'
import { findSetContact, lockContact } from '../../../platform/country/index.ts'
import type { Language, Localized } from '../../../platform/i18n/index.ts'
import { editable, general, Refusal, useCase } from '../../../platform/use-case/index.ts'

export const Contact = z.object({
  address: z.string().nullable(),
  /** Null: nobody set hours of its own; the country's working week is the best guess. */
  hours: z.string().nullable(),
  phone: z.string().nullable(),
  site: z.string().nullable(),
  /** Where that stands; null where it is made up for the demonstration. */
  source: z.string().nullable(),
  /** The day of the source, where an administrator named it. */
  sourceDate: z.string().nullable(),
})

export const showBody = useCase({
  name: 'administration.show-body',
  title: 'A body of the state: what it is called, and its address, hours, telephone and site with where these stand',
  at: 'GET /bodies/{body}',
  input: z.object({ body: z.string().max(200) }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    kindName: z.string(),
    /** Null: neither the country's data nor an administrator say where it is. */
    contact: Contact.nullable(),
  }),
  needs: ['country'],
  may: 'anyone',
}).reads(async ({ input, world: { country }, language }, tx) => {
  const office = country.findOffice(input.body)
  if (!office) throw new Refusal(general['not-found'])
  const named = (id: string) => country.displayName(id, language as Language)
  const set = await findSetContact(tx, office.id)
  const written = set ? undefined : country.findContact(office.id)
  const text = (value: Localized | undefined) => (value ? country.text(value, language as Language) : null)
  return {
    id: office.id,
    name: named(office.id),
    kind: office.kind,
    kindName: named(office.kind),
    contact: set
      ? {
          address: set.address,
          hours: set.hours,
          phone: set.phone,
          site: set.site,
          source: set.source,
          sourceDate: set.sourceDate,
        }
      : written
        ? {
            address: text(written.address),
            hours: text(written.hours),
            phone: written.phone ?? null,
            site: written.site ?? null,
            source: written.source ?? null,
            sourceDate: null,
          }
        : null,
  }
})

/** Where a body is found, which several administrators set. */
export const theContact = editable(showBody, {
  lock: (tx, { body }) => lockContact(tx, body),
  parts: ({ contact }) => ({ contact }),
})
