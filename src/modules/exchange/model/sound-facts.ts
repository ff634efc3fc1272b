/** So deep facts of a register are nested at most; what is deeper is a mistake or an attack. */
const DEEPEST = 32

/** JSON can write the character NUL and halves of characters; no database keeps them. */
const isUnsound = (text: string): boolean => text.includes('\0') || !text.isWellFormed()

/** Whether what a register said can be kept and read again, with all that stands in it, nested so deep at most. */
export function canBeKept(said: unknown, deepest = DEEPEST): boolean {
  let level: unknown[] = [said]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return false
    const inner: unknown[] = []
    for (const value of level) {
      if (typeof value === 'string' && isUnsound(value)) return false
      if (typeof value !== 'object' || value === null) continue
      for (const [name, held] of Object.entries(value)) {
        if (isUnsound(name)) return false
        inner.push(held)
      }
    }
    level = inner
  }
  return true
}

/** Facts without those that can't be kept; what are no facts comes back as it is. */
export const whatCanBeKept = (facts: unknown): unknown =>
  typeof facts !== 'object' || facts === null || Array.isArray(facts)
    ? facts
    : Object.fromEntries(Object.entries(facts).filter(([name, value]) => canBeKept([name, value])))
