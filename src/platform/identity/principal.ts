import type { Principal } from '../rights/index.ts'
import type { Names } from './names.ts'
import { calledIn } from './names.ts'

/** Who acts, and in which language the instance writes to them. */
export interface SignedIn extends Principal {
  language?: string
}

/** Roles that hold at `$2`, as JSON; `p` is the person. */
export const ROLES_NOW = `coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'body', r.body) || case when r.lent then '{"lent": true}'::jsonb else '{}'::jsonb end order by r.role, r.body)
  from (select role, body, bool_and(stands_for is not null) as lent from identity.role where person = p.id and since <= $2 and (until is null or until > $2) group by role, body) r), '[]'::jsonb)`

/** An organisation counts only while the person may act for it at `$2`. */
export const representing = (number: string): string => `left join identity.organisation o on o.number = ${number}
  and exists (select 1 from identity.representative a where a.person = p.id and a.organisation = o.number and a.since <= $2 and (a.until is null or a.until > $2))`

export interface PrincipalRow {
  id: string
  name: string
  names: Names
  number: string | null
  language: string
  roles: Principal['roles']
  organisation: string | null
  organisationName: string | null
}

export const PRINCIPAL_COLUMNS = `p.id, p.name, p.names, p.number, p.language, ${ROLES_NOW} as roles, o.number as organisation, o.name as "organisationName"`

/** @param language of the page they look at */
export function asPrincipal(row: PrincipalRow, language?: string): SignedIn {
  return {
    personId: row.id,
    name: row.name,
    called: calledIn(row, language),
    roles: row.roles,
    language: row.language,
    ...(row.number ? { number: row.number } : {}),
    ...(row.organisation && row.organisationName
      ? { actingFor: { number: row.organisation, name: row.organisationName } }
      : {}),
  }
}
