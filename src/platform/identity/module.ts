import { checkRows } from '../audit/index.ts'
import type { Tx } from '../database/index.ts'
import { describeModule, type Foundation } from '../module/index.ts'
import { canonicalHost } from './canonical-host.ts'
import { actsFor, signedIn, signedOut } from './events.ts'
import { forgetHandler, scheduleForgetting } from './forget-expired.ts'
import { identityRoutes } from './identity-routes.ts'
import { keepInterruptedForms } from './keep-interrupted-forms.ts'
import { keptFormPage } from './kept-form-page.tsx'
import { principalLoader } from './load-principal.ts'
import { ROLE_DIGESTS } from './roles.ts'
import { getOfficial } from './use/get-official.ts'
import { endSession, listSessions } from './use/sessions.ts'
import { listOrganisations } from './use/list-organisations.ts'
import {
  ensurePerson,
  findOrganisation,
  findPersonByNumber,
  findPersonsByNumber,
  getPerson,
  keepLanguage,
  languageSaid,
  organisationsOf,
} from './persons.ts'

const partsOf = ({ config, country, database, origin, clock, log }: Foundation) => ({
  country,
  database,
  origin,
  clock,
  log,
  demo: config.demo,
  provider: {
    issuer: config.identityIssuer ?? 'http://127.0.0.1:9',
    clientId: config.identityClientId,
    clientSecret: config.identityClientSecret,
    clientKey: config.identityClientKey,
    certificate: config.identityCertificate,
    decryptionKey: config.identityDecryptionKey,
    scopes: config.identityScopes,
    claims: config.identityClaims,
    clockSkew: config.identityClockSkew,
  },
  limits: config.limits,
  examine: config.identityIssuer !== undefined,
})

/** Who people are: sign-in, sessions, tokens, roles, organisations they act for. */
export const identityModule = describeModule({
  name: 'identity',
  about: 'Who somebody is, which organisations they act for, which roles they hold, and their sessions.',
  gives: ['people', 'principals'],
  furnishes(foundation) {
    const { session, bearer, account } = principalLoader(partsOf(foundation))
    return {
      principals: { session, bearer, account },
      people: {
        get: getPerson,
        async findByNumber(tx: Tx, typed: string, language?: string) {
          const read = foundation.country.checkPersonNumber(typed)
          return read.ok ? findPersonByNumber(tx, read.number, language) : undefined
        },
        async findManyByNumber(tx: Tx, typed: readonly string[]) {
          const numbers = new Map(
            typed.flatMap((given) => {
              const read = foundation.country.checkPersonNumber(given)
              return read.ok ? [[given, read.number] as const] : []
            }),
          )
          const found = await findPersonsByNumber(tx, [...numbers.values()])
          return new Map(
            [...numbers].flatMap(([given, number]) => {
              const person = found.get(number)
              return person ? [[given, person] as const] : []
            }),
          )
        },
        ensure: ensurePerson,
        languageSaid,
        keepLanguage,
        organisationsOf: (tx: Tx, id: string) => organisationsOf(tx, id, foundation.clock()),
        async findOrganisation(tx: Tx, typed: string, language?: string) {
          const read = foundation.country.checkOrganisationNumber(typed)
          return read.ok ? findOrganisation(tx, read.number, foundation.clock(), language) : undefined
        },
      },
    }
  },
  useCases: [getOfficial, listOrganisations, listSessions, endSession],
  matrix: [listOrganisations, listSessions, endSession].map(({ name }) => ({
    useCase: name,
    may: 'signed in' as const,
    asks: () => ({}),
  })),
  pages: [keptFormPage],
  events: [signedIn, signedOut, actsFor],
  verifies: {
    records: [
      {
        name: 'roles',
        async check(database) {
          const { checked, problems } = await checkRows(database, 'roles', `${ROLE_DIGESTS} group by person`)
          return { facts: { peopleWithRoles: checked }, problems }
        },
      },
    ],
  },
  jobs: () => [forgetHandler],
  schedules: [scheduleForgetting],
  routes(app, foundation) {
    const parts = partsOf(foundation)
    app.use(canonicalHost(foundation.origin))
    app.route('/', identityRoutes(parts))
    app.use(keepInterruptedForms(parts))
  },
})
