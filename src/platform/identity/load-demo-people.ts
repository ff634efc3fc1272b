import { createHash } from 'node:crypto'
import type { Tx } from '../database/index.ts'
import { vouchRoles } from './roles.ts'
import { nameIn, namesByLanguage, type DemoPerson } from './people-file.ts'

/** Person id of a demo person: the same in every instance (a name-based UUID, RFC 9562 version 5). */
export function demoPersonId(id: string): string {
  const bytes = createHash('sha1').update(`darcha demo person ${id}`).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x50
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** From when demo roles hold: before every example. */
const ALWAYS = '2000-01-01T00:00:00.000Z'

/**
 * Writes the demo people, their roles and organisations; safe to run at every start. What people changed since
 * (language) stays.
 * @param language of names and letters where a person's entry says none
 */
export async function loadDemoPeople(
  tx: Tx,
  people: readonly DemoPerson[],
  language: string,
  now: string,
): Promise<void> {
  for (const person of people) {
    const id = demoPersonId(person.id)
    await tx.query(
      `insert into identity.person (id, number, name, birth_date, sex, district, phone, email, disability_group, social_register, language, persona, changed_at, names, demo)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, true)
       on conflict (id) do update set number = excluded.number, name = excluded.name, birth_date = excluded.birth_date, sex = excluded.sex, district = excluded.district,
         phone = excluded.phone, email = excluded.email, disability_group = excluded.disability_group, social_register = excluded.social_register, persona = excluded.persona, names = excluded.names, demo = true`,
      [
        id,
        person.number,
        nameIn(person.name, language),
        person.birthDate,
        person.sex,
        person.district,
        person.phone ?? null,
        person.email ?? null,
        person.disabilityGroup ?? null,
        person.socialRegister ?? null,
        person.language ?? language,
        person.persona ?? null,
        now,
        JSON.stringify(namesByLanguage(person.name)),
      ],
    )
    let given = 0
    for (const { role, body } of person.roles) {
      const done = await tx.query(
        "insert into identity.role (person, role, body, since, given_by) values ($1, $2, $3, $4, 'demo') on conflict do nothing",
        [id, role, body, ALWAYS],
      )
      given += done.rowCount ?? 0
    }
    if (given > 0) await vouchRoles(tx, id, now)
    for (const organisation of person.organisations) {
      await tx.query(
        'insert into identity.organisation (number, name, district) values ($1, $2, $3) on conflict (number) do update set name = excluded.name, district = excluded.district',
        [organisation.number, nameIn(organisation.name, language), organisation.district ?? null],
      )
      await tx.query(
        'insert into identity.representative (person, organisation, capacity, since) values ($1, $2, $3, $4) on conflict do nothing',
        [id, organisation.number, organisation.as ?? 'director', ALWAYS],
      )
    }
  }
}
