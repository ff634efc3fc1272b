import type { Principal } from '../rights/index.ts'

/** An entry of the header's navigation or of the administration's tabs. */
export interface MenuEntry {
  /** Path without language. */
  path: string
  /** Text key of its name. */
  text: string
  /** Place among the others, from low to high. */
  order: number
  /** Whether this person sees it; absent: everybody. Seeing an entry gives no right. */
  shown?(principal: Principal): boolean
  /** Paths below this one belong to it too; absent: those below `path`. */
  within?: string
  /** Stands back on narrow screens. */
  minor?: true
}

/** What leads to the rooms' pages. */
export interface Menus {
  navigation: readonly MenuEntry[]
  administration: readonly MenuEntry[]
}

/** The entries of all rooms. */
export const menusOf = (modules: readonly Menus[]): Menus => ({
  navigation: modules.flatMap((module) => module.navigation),
  administration: modules.flatMap((module) => module.administration),
})

/** @returns a condition: the person holds one of the roles in any body */
export const holding =
  (...roles: string[]) =>
  (principal: Principal): boolean =>
    principal.roles.some((held) => roles.includes(held.role))

/** Entries that a person sees, in their order. */
export const entriesFor = (entries: readonly MenuEntry[], principal: Principal): MenuEntry[] =>
  entries.filter((entry) => entry.shown?.(principal) ?? true).sort((before, after) => before.order - after.order)
