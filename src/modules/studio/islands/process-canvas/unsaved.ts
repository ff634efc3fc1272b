import type { Names } from './edited-text.ts'

/** What was edited and not saved yet: the file it was begun from, what became of it, and new names. */
export interface Unsaved {
  base: string
  mine: string
  names: Names
}

/**
 * Keeps what is not saved for as long as the tab lives: a session that ended, a reload, or somebody who saved first take
 * nothing away. A browser that keeps nothing goes without.
 */
export class Shelf {
  private readonly key: string

  constructor(draft: string) {
    this.key = `darcha-canvas-${draft}`
  }

  read(): Unsaved | undefined {
    try {
      return JSON.parse(sessionStorage.getItem(this.key) ?? 'null') ?? undefined
    } catch {
      return undefined
    }
  }

  write(unsaved: Unsaved | undefined): void {
    try {
      if (unsaved) sessionStorage.setItem(this.key, JSON.stringify(unsaved))
      else sessionStorage.removeItem(this.key)
    } catch {
      // full or forbidden: the page itself still has it
    }
  }
}
