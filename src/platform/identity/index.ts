import './world.ts'
export { identityRoutes, type IdentityParts } from './identity-routes.ts'
export { canonicalHost } from './canonical-host.ts'
export { keepInterruptedForms } from './keep-interrupted-forms.ts'
export { keptFormPage } from './kept-form-page.tsx'
export { principalLoader } from './load-principal.ts'
export type { SignedIn } from './principal.ts'
export type { ProviderSettings } from './openid.ts'
export { representedBy } from './represented-by.ts'
export {
  findPersonByNumber,
  getPerson,
  makeAccount,
  organisationsOf,
  personNames,
  type Organisation,
  type Person,
} from './persons.ts'
export { keepNames, namesByNumber, readsOtherLetters } from './names.ts'
export { issueToken, personas, type PersonaToken } from './bearer-tokens.ts'
export { AGE_SECONDS as SESSION_AGE_SECONDS, IDLE_SECONDS as SESSION_IDLE_SECONDS, openSession } from './sessions.ts'
export { KEPT_SECONDS as FORM_KEPT_SECONDS } from './kept-forms.ts'
export { cookieNames } from './cookies.ts'
export { demoPersonId, loadDemoPeople } from './load-demo-people.ts'
export { FIRST_ACCOUNTS, nameIn, readPeople, type DemoPerson } from './people-file.ts'
export { forgetExpired, scheduleForgetting } from './forget-expired.ts'
export { formerHolders, lockRoles, roleHolders, endRole, giveRole, type RoleHolder } from './roles.ts'
export { identityModule } from './module.ts'
export { getOfficial } from './use/get-official.ts'
export { listOrganisations } from './use/list-organisations.ts'
export { endSession, listSessions } from './use/sessions.ts'
export { findDemoTraces, type DemoTraces } from './demo-traces.ts'
export { hashOf, newSecret } from './secret-token.ts'
