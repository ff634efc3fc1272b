import { digestSql, instantSql, vouch } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'

/** What a person said about registers being asked for a draft or a case. */
export interface Consent {
  /** The draft or the case. */
  about: string
  /** The declaration of the form. */
  field: string
  person: string
  service: string
  version: number
  given: boolean
  /** `person:<id>`: themselves, or the operator who wrote it down. */
  actor: string
}

/** What of a consent must not change unseen. */
const DIGEST = digestSql('field', 'person', 'service', 'version', 'given', 'actor', instantSql('at'))

/** Every consent as the history of its draft or case vouches for it. */
export const CONSENT_DIGESTS = `select about as subject, 'consent ' || field as row, ${DIGEST} as digest from exchange.consent`

/** Writes down what was said. @returns false where it stood so already */
export async function keepConsent(tx: Tx, said: Consent, now: string): Promise<boolean> {
  const { rows } = await tx.query<{ digest: string }>(
    `insert into exchange.consent as consent (about, field, person, service, version, given, at, actor) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (about, field) do update set given = excluded.given, version = excluded.version, at = excluded.at, actor = excluded.actor
     where consent.given <> excluded.given returning ${DIGEST} as digest`,
    [said.about, said.field, said.person, said.service, said.version, said.given, now, said.actor],
  )
  if (!rows[0]) return false
  await vouch(tx, said.about, `consent ${said.field}`, rows[0].digest, { now, actor: said.actor })
  return true
}

/** Declarations that stand given for a draft or a case. */
export async function consentsGiven(tx: Tx, about: string): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ field: string }>('select field from exchange.consent where about = $1 and given', [
    about,
  ])
  return new Set(rows.map(({ field }) => field))
}
