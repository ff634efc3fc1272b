import { principalOfBearer } from './bearer-tokens.ts'
import { splitPath } from '../i18n/index.ts'
import { cookieNames, cookieOf } from './cookies.ts'
import type { IdentityParts } from './identity-routes.ts'
import { asPrincipal, PRINCIPAL_COLUMNS, representing, type PrincipalRow, type SignedIn } from './principal.ts'
import { principalOfSession } from './sessions.ts'

/**
 * Who a request comes from: by the session cookie for pages, by the bearer token for the interface. Nobody is `{roles:
 * []}`.
 */
export function principalLoader({
  country,
  database,
  origin,
  clock,
  demo,
}: Pick<IdentityParts, 'country' | 'database' | 'origin' | 'clock' | 'demo'>) {
  const names = cookieNames(origin)
  return {
    async session(request: Request): Promise<SignedIn> {
      const token = cookieOf(request, names.session)
      if (!token) return { roles: [] }
      // the page's language is the one they are written to in from now on
      const { language } = splitPath(country.languages, new URL(request.url).pathname)
      return (await principalOfSession(database, token, clock(), { demo, language })) ?? { roles: [] }
    },
    async account(id: string, at = clock()): Promise<SignedIn | undefined> {
      const found = await database.query<PrincipalRow>(
        `select ${PRINCIPAL_COLUMNS} from identity.person p ${representing('null::text')} where p.id = $1 and ($3 or not p.demo)`,
        [id, at, demo],
      )
      return found.rows[0] && asPrincipal(found.rows[0])
    },
    /** @throws Refusal token-unknown, not-representative */
    bearer: (request: Request): Promise<SignedIn> => principalOfBearer(database, request, clock(), demo),
  }
}
