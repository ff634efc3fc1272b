export { actorOf, nobody, type Principal, type Role } from './principal.ts'
export { allowed, combineRights, type May, type Relation, type Rights } from './rights.ts'
