import { z } from 'zod'
import type { Principal } from '../../../platform/rights/index.ts'
import { administersAll } from './administered.ts'

/** What bodies' own systems may be let in to, by the services' codes on the wire. */
export const DOOR_SERVICES = ['openCase', 'readCase', 'listTasks', 'recordResult'] as const
export type DoorService = (typeof DOOR_SERVICES)[number]

/** What also heads may let systems ask. */
export const GIVEN_BY_HEADS: readonly DoorService[] = DOOR_SERVICES.filter((service) => service !== 'recordResult')

/** Roles that an account made for a system may have. */
export const SYSTEM_ROLES = ['officer', 'counter'] as const
type SystemRole = (typeof SYSTEM_ROLES)[number]

/**
 * What somebody may let systems ask. Only administrators give people roles: a head who held the key of a machine that
 * records results would decide by it, and then sign what it decided.
 */
export const servicesGivenBy = (principal: Principal): readonly DoorService[] =>
  administersAll(principal) ? DOOR_SERVICES : GIVEN_BY_HEADS

/** Roles that somebody may give systems: a head no counter, which files in the name of whomever it knows. */
export const rolesGivenBy = (principal: Principal): readonly SystemRole[] =>
  administersAll(principal) ? SYSTEM_ROLES : ['officer']

export const ServiceCode = z.enum(DOOR_SERVICES)
