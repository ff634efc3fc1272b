import { findOffice } from '../../../kernel/case/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { OpenTask } from '../../process/index.ts'
import type { Application } from './application.ts'

/** Whose hours are offered: the office the model names for the visit, else the owner of the case. */
export const slotOffice = (task: OpenTask, application: Application, world: Pick<World, 'country'>): string =>
  findOffice(task.attributes['office'], application, world.country) ?? application.owner
