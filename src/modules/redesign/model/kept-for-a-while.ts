/** Long enough to move sliders, short enough that nobody looks at yesterday. */
const MILLISECONDS = 5 * 60_000
const AT_MOST = 50

/**
 * Keeps what is dear to make for whoever asks for the same again soon; the oldest goes when there are too many, and what
 * failed is made anew.
 * @param clock milliseconds that only rise
 */
export function keptForAWhile<Value>(clock: () => number = () => performance.now()) {
  const kept = new Map<string, { at: number; value: Promise<Value> }>()
  return (key: string, make: () => Promise<Value>): Promise<Value> => {
    const there = kept.get(key)
    if (there && clock() - there.at < MILLISECONDS) return there.value
    const value = make()
    kept.delete(key)
    kept.set(key, { at: clock(), value })
    value.catch(() => kept.get(key)?.value === value && kept.delete(key))
    if (kept.size > AT_MOST) kept.delete(kept.keys().next().value!)
    return value
  }
}
