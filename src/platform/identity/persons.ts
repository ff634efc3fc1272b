import { newId, type Tx } from '../database/index.ts'
import { general, Refusal } from '../use-case/refusal.ts'
import { called, calledIn, type Names } from './names.ts'

/** A person as this instance knows them; fields nobody told are absent. */
export interface Person {
  id: string
  name: string
  number: string
  birthDate?: string
  sex?: 'male' | 'female'
  district?: string
  phone?: string
  email?: string
  disabilityGroup?: number
  socialRegister?: boolean
  language: string
}

const COLUMNS = `id, name, coalesce(number, '') as number, birth_date::text as "birthDate", sex, district, phone, email, disability_group as "disabilityGroup", social_register as "socialRegister", language, names`

const withoutNulls = <Row extends object>(row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row

type PersonRow = Person & { names: Names }

/**
 * @param language of whoever reads the name; absent: the name as it is kept
 * @throws Refusal not-found
 */
export async function getPerson(tx: Tx, id: string, language?: string): Promise<Person> {
  const found = await tx.query<PersonRow>(`select ${COLUMNS} from identity.person where id = $1`, [id])
  if (!found.rows[0]) throw new Refusal(general['not-found'])
  return called(withoutNulls(found.rows[0]), language)
}

/** Names by id as people of a language read them; ids of nobody are left out. */
export async function personNames(tx: Tx, ids: readonly string[], language?: string): Promise<Map<string, string>> {
  const found = await tx.query<{ id: string; name: string; names: Names }>(
    'select id, name, names from identity.person where id = any($1::uuid[])',
    [ids],
  )
  return new Map(found.rows.map((row) => [row.id, calledIn(row, language)]))
}

/** By national number, as a counter operator asks. @param language of whoever reads the name */
export async function findPersonByNumber(tx: Tx, number: string, language?: string): Promise<Person | undefined> {
  const found = await tx.query<PersonRow>(`select ${COLUMNS} from identity.person where number = $1`, [number])
  return found.rows[0] && called(withoutNulls(found.rows[0]), language)
}

/** By national numbers; those of nobody are left out. */
export async function findPersonsByNumber(tx: Tx, numbers: readonly string[]): Promise<Map<string, Person>> {
  const found = await tx.query<PersonRow>(`select ${COLUMNS} from identity.person where number = any($1)`, [numbers])
  return new Map(found.rows.map((row) => [row.number, called(withoutNulls(row), undefined)]))
}

/** The person of that number; two at once make one. Whoever is known stays as they are known. */
export async function ensurePerson(tx: Tx, person: Omit<Person, 'id'>, now: string): Promise<Person> {
  await tx.query(
    `insert into identity.person (id, number, name, birth_date, sex, district, phone, email, language, language_said, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, false, $10) on conflict (number) do nothing`,
    [
      newId(now),
      person.number,
      person.name,
      person.birthDate ?? null,
      person.sex ?? null,
      person.district ?? null,
      person.phone ?? null,
      person.email ?? null,
      person.language,
      now,
    ],
  )
  return (await findPersonByNumber(tx, person.number))!
}

/** The language that a person used or chose last; undefined for whom a register alone made known. */
export async function languageSaid(tx: Tx, id: string): Promise<string | undefined> {
  const found = await tx.query<{ language: string }>(
    'select language from identity.person where id = $1 and language_said',
    [id],
  )
  return found.rows[0]?.language
}

/** From now on they are written to in this language. */
export async function keepLanguage(tx: Tx, id: string, language: string): Promise<void> {
  await tx.query(
    'update identity.person set language = $2, language_said = true where id = $1 and (language <> $2 or not language_said)',
    [id, language],
  )
}

/** An account of a machine: nobody signs in with it, and no number leads to it. @returns its id */
export async function makeAccount(tx: Tx, account: Pick<Person, 'name' | 'language'>, now: string): Promise<string> {
  const id = newId(now)
  await tx.query(
    'insert into identity.person (id, name, language, changed_at, machine) values ($1, $2, $3, $4, true)',
    [id, account.name, account.language, now],
  )
  return id
}

export interface Organisation {
  number: string
  name: string
  district?: string
}

/** Organisations the person may act for at `now` (RFC 3339). */
export async function organisationsOf(tx: Tx, person: string, now: string): Promise<Organisation[]> {
  const found = await tx.query<Organisation>(
    `select distinct o.number, o.name, o.district from identity.representative r join identity.organisation o on o.number = r.organisation
     where r.person = $1 and r.since <= $2 and (r.until is null or r.until > $2) order by o.name, o.number`,
    [person, now],
  )
  return found.rows.map(withoutNulls)
}

/**
 * A firm, and who may act for it at an instant, by name.
 * @param language of whoever reads the names
 * @returns undefined for a number that no firm has
 */
export async function findOrganisation(
  tx: Tx,
  number: string,
  now: string,
  language?: string,
): Promise<(Organisation & { represented: { id: string; name: string; number: string }[] }) | undefined> {
  const firm = (
    await tx.query<Organisation>('select number, name, district from identity.organisation where number = $1', [number])
  ).rows[0]
  if (!firm) return undefined
  const people = await tx.query<{ id: string; name: string; number: string; names: Names }>(
    `select distinct p.id, p.name, p.names, coalesce(p.number, '') as number from identity.representative r join identity.person p on p.id = r.person
     where r.organisation = $1 and r.since <= $2 and (r.until is null or r.until > $2) order by p.name, p.id`,
    [number, now],
  )
  return { ...withoutNulls(firm), represented: people.rows.map((row) => called(row, language)) }
}

/** What a provider says of a person. */
export interface Claims {
  issuer: string
  subject: string
  name: string
  /** The name as it is written in other languages. */
  names?: Names
  number?: string
  birthDate?: string
  sex?: 'male' | 'female'
  phone?: string
  email?: string
  language: string
}

/**
 * Finds the person of a provider's subject, else of the national number, else makes one; keeps what the provider says
 * newer.
 * The number links accounts, so only a provider that proves it may be configured.
 * @returns id of the person
 */
export async function personOfClaims(tx: Tx, claims: Claims, now: string): Promise<string> {
  const known = await tx.query<{ person: string }>(
    `select person, 1 as rank from identity.subject where issuer = $1 and subject = $2
     union all select id, 2 from identity.person where number = $3 order by rank limit 1`,
    [claims.issuer, claims.subject, claims.number ?? null],
  )
  // two first sign-ins at once: the second meets the first's row and takes it
  const made =
    known.rows[0]?.person ??
    (
      await tx.query<{ id: string }>(
        `insert into identity.person (id, number, name, language, changed_at) values ($1, $2, $3, $4, $5)
     on conflict (number) do update set changed_at = excluded.changed_at returning id`,
        [newId(now), claims.number ?? null, claims.name, claims.language, now],
      )
    ).rows[0]!.id
  const linked = await tx.query<{ person: string }>(
    `insert into identity.subject (issuer, subject, person) values ($1, $2, $3)
     on conflict (issuer, subject) do update set subject = excluded.subject returning person`,
    [claims.issuer, claims.subject, made],
  )
  const person = linked.rows[0]!.person
  await tx.query(
    `update identity.person set name = $2,
       number = coalesce(number, (select $3::text where not exists (select 1 from identity.person where number = $3))), birth_date = coalesce($4, birth_date), sex = coalesce($5, sex),
       phone = coalesce($6, phone), email = coalesce($7, email), language = $8, language_said = true, changed_at = $9, names = names || $10 where id = $1`,
    [
      person,
      claims.name,
      claims.number ?? null,
      claims.birthDate ?? null,
      claims.sex ?? null,
      claims.phone ?? null,
      claims.email ?? null,
      claims.language,
      now,
      JSON.stringify(claims.names ?? {}),
    ],
  )
  return person
}

/** Whether a person is one of the demonstration's. */
export async function isDemoPerson(tx: Tx, id: string): Promise<boolean> {
  return (
    (await tx.query<{ demo: boolean }>('select demo from identity.person where id = $1', [id])).rows[0]?.demo ?? false
  )
}
