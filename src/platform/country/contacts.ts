import { z } from 'zod'
import type { Tx } from '../database/index.ts'
import type { Localized } from '../i18n/index.ts'
import type { Office } from './bodies.ts'
import type { NameShapes } from './named.ts'
import type { Place } from './places.ts'
import type { CountryFile } from './read-country-file.ts'

const Site = z.string().regex(/^https?:\/\/\S+$/)

/** `contacts.yaml`: where people find offices; without the file nothing is known of any. */
export const ContactsFile = ({ Named }: NameShapes) =>
  z.strictObject({
    /**
     * Made-up contacts of every office of which nothing else is known, shown as demonstration: `{place}` is the name of
     * its place, `{office}` its id.
     */
    demo: z.strictObject({ address: Named, phone: z.string().min(1), site: Site }).optional(),
    offices: z
      .record(
        z.string(),
        z.strictObject({
          address: Named.optional(),
          hours: Named.optional(),
          phone: z.string().min(1).optional(),
          site: Site.optional(),
          source: z.string().min(1),
        }),
      )
      .default({}),
  })
export type ContactsFile = z.output<ReturnType<typeof ContactsFile>>

/** Where people find an office, as the pack says; what is absent is not known. */
export interface Contact {
  address?: Localized | undefined
  hours?: Localized | undefined
  phone?: string | undefined
  site?: string | undefined
  /** Where that stands; absent: it is made up for the demonstration. */
  source?: string | undefined
}

/** Notes contacts of offices that there are not. */
export function refuseUnknownOffices(file: CountryFile<ContactsFile>, offices: ReadonlyMap<string, Office>): void {
  for (const id of Object.keys(file.value.offices))
    if (!offices.has(id)) file.wrong(['offices', id], `"${id}" is not an office`)
}

/** What the pack says of an office: its own, else what is made up for all; undefined when it says nothing. */
export function contactOf(
  { demo, offices }: ContactsFile,
  office: Pick<Office, 'id' | 'place'>,
  places: ReadonlyMap<string, Pick<Place, 'name'>>,
  country: Localized,
): Contact | undefined {
  const own = offices[office.id]
  if (own) return own
  if (!demo) return undefined
  const name = (office.place === null ? undefined : places.get(office.place)?.name) ?? country
  return {
    address: Object.fromEntries(
      Object.entries(demo.address).map(([language, text]) => [
        language,
        text.replaceAll('{place}', name[language] ?? ''),
      ]),
    ),
    phone: demo.phone,
    site: demo.site.replaceAll('{office}', office.id),
  }
}

/** Where people find an office as an administrator set it. */
export interface SetContact {
  address: string | null
  hours: string | null
  phone: string | null
  site: string | null
  language: string
  source: string
  sourceDate: string
}

/** What was set of an office; undefined where nobody has. */
export async function findSetContact(tx: Tx, office: string): Promise<SetContact | undefined> {
  return (
    await tx.query<SetContact>(
      `select address, hours, phone, site, language, source, source_date::text as "sourceDate" from country.contact where office = $1`,
      [office],
    )
  ).rows[0]
}

/** Sets where an office is found; a later word takes the place of the one before. */
export async function setContact(
  tx: Tx,
  contact: SetContact & { office: string; setBy: string | null; setAt: string },
): Promise<void> {
  await tx.query(
    `insert into country.contact (office, address, hours, phone, site, language, source, source_date, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (office) do update set address = excluded.address, hours = excluded.hours, phone = excluded.phone, site = excluded.site, language = excluded.language, source = excluded.source, source_date = excluded.source_date, set_by = excluded.set_by, set_at = excluded.set_at`,
    [
      contact.office,
      contact.address,
      contact.hours,
      contact.phone,
      contact.site,
      contact.language,
      contact.source,
      contact.sourceDate,
      contact.setBy,
      contact.setAt,
    ],
  )
}

/** Holds what is said of an office to the end of the transaction, also where nothing is said yet. */
export async function lockContact(tx: Tx, office: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('country.contact ' || $1, 0))", [office])
}
