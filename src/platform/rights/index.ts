export { actorOf, clientOf, nobody, type Principal, type Role } from './principal.ts'
export { allowed, combineRights, type May, type Relation, type Rights } from './rights.ts'
export { cellsOf, TRIED_AS, type RightsRow, type TriedAs } from './rights-row.ts'
