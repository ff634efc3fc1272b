import { z } from 'zod'

/** What bodies' own systems may be let in to, by the services' codes on the wire. */
export const DOOR_SERVICES = ['openCase', 'readCase', 'listTasks', 'recordResult'] as const
export type DoorService = (typeof DOOR_SERVICES)[number]

export const ServiceCode = z.enum(DOOR_SERVICES)
