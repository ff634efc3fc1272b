import type { Need, World } from '../use-case/index.ts'
import type { Foundation } from './foundation.ts'
import type { Module } from './module.ts'

/**
 * Makes the world of an instance: every room gives what it furnishes, in the order of the list, then hangs its
 * listeners.
 * @param given what stands before any room
 * @throws Error naming the rooms when two furnish the same, or one needs what nobody furnishes
 */
export async function furnish(
  modules: readonly Module[],
  foundation: Foundation,
  given: Partial<World> = {},
): Promise<World> {
  const world = { ...given } as World
  const from = new Map<string, string>(Object.keys(given).map((need) => [need, 'the foundation']))
  for (const module of modules) {
    const gives = await module.furnishes?.(foundation, world)
    for (const need of Object.keys(gives ?? {})) {
      const before = from.get(need)
      if (before) throw new Error(`${module.name} furnishes "${need}", which ${before} furnishes already`)
      from.set(need, module.name)
    }
    Object.assign(world, gives)
  }
  for (const module of modules) {
    const missing = module.needs.filter((need: Need) => !from.has(need))
    if (module.needs.includes('files') && !module.holdsFiles)
      throw new Error(`${module.name} takes the store of files and does not say which of them it holds (holdsFiles)`)
    if (missing.length > 0) throw new Error(`${module.name} needs ${missing.join(', ')}, which no room furnishes`)
  }
  for (const module of modules) module.connects?.(foundation, world)
  return world
}
