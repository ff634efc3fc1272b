import type { Tx } from '../database/index.ts'
import type { Role } from '../rights/index.ts'
import { Refusal } from '../use-case/refusal.ts'
import {
  asPrincipal,
  PRINCIPAL_COLUMNS,
  representing,
  ROLES_NOW,
  type PrincipalRow,
  type SignedIn,
} from './principal.ts'
import { refusal } from './refusals.ts'
import { hashOf, newSecret } from './secret-token.ts'

const PREFIX = 'darcha_'
const DAYS = 30

export interface PersonaToken {
  token: string
  persona: string
  roles: Role[]
}

/**
 * A bearer token for a demo account; valid for 30 days. The caller checks that this is a demo instance.
 * @returns undefined when there is no such persona
 */
export async function issueToken(tx: Tx, persona: string, now: string): Promise<PersonaToken | undefined> {
  const found = await tx.query<{ id: string; roles: Role[] }>(
    `select p.id, ${ROLES_NOW} as roles from identity.person p where p.persona = $1`,
    [persona, now],
  )
  const person = found.rows[0]
  if (!person) return undefined
  const token = PREFIX + newSecret()
  await tx.query(
    'insert into identity.bearer (token_hash, person, label, made_at, expires_at) values ($1, $2, $3, $4, $5)',
    [hashOf(token), person.id, `demo ${persona}`, now, new Date(Date.parse(now) + DAYS * 86_400_000).toISOString()],
  )
  return { token, persona, roles: person.roles }
}

/** All demo accounts. */
export async function personas(tx: Tx, now: string): Promise<{ persona: string; name: string; roles: Role[] }[]> {
  return (
    await tx.query<{ persona: string; name: string; roles: Role[] }>(
      `select p.persona, p.name, ${ROLES_NOW} as roles from identity.person p where p.persona is not null and p.persona <> $1 order by p.persona`,
      ['', now],
    )
  ).rows
}

/**
 * The principal of `Authorization: Bearer …`; nobody without the header.
 * `Darcha-Acting-For: <organisation number>` speaks in the name of an organisation.
 * @param demo whether tokens of the demonstration's accounts are known
 * @throws Refusal token-unknown, or not-representative
 */
export async function principalOfBearer(tx: Tx, request: Request, now: string, demo = true): Promise<SignedIn> {
  const header = request.headers.get('authorization')
  if (!header) return { roles: [] }
  const token = /^bearer\s+(\S+)$/i.exec(header.trim())?.[1]
  if (!token) throw new Refusal(refusal['token-unknown'])
  const organisation = request.headers.get('darcha-acting-for')
  const found = await tx.query<PrincipalRow>(
    `select ${PRINCIPAL_COLUMNS} from identity.bearer b join identity.person p on p.id = b.person ${representing('$3::text')} where b.token_hash = $1 and b.expires_at > $2 and ($4 or not p.demo)`,
    [hashOf(token), now, organisation, demo],
  )
  const row = found.rows[0]
  if (!row) throw new Refusal(refusal['token-unknown'])
  if (organisation && !row.organisation) throw new Refusal(refusal['not-representative'])
  return asPrincipal(row)
}
