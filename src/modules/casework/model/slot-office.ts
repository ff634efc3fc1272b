import type { World } from '../../../platform/use-case/index.ts'
import type { OpenTask } from '../../process/index.ts'
import type { Application } from './application.ts'

/** Whose hours are offered: the office the model names for the visit, else the owner of the case. */
export function slotOffice(task: OpenTask, application: Application, world: Pick<World, 'country'>): string {
  const named = task.attributes['office'] as string | undefined
  if (!named || named === 'owner') return application.owner
  const kind = /^kind:([a-z-]+)(?:\/([a-z]+))?$/.exec(named)
  return kind
    ? (world.country.officeFor(kind[1]!, kind[2] ?? 'district', application.district) ?? application.owner)
    : named
}
