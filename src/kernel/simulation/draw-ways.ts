import { drawsOf, type Draws } from './draw.ts'

/** A case as far as ways are drawn for it: how often that was done at each gateway. */
export interface Drawing {
  number: number
  kind: number
  drawn: Map<string, number> | undefined
}

/**
 * Draws the ways on at gateways whose shares are known: each visit of a case its own, the same in every model.
 * @param shares by id of the gateway's flows; undefined: its conditions are asked
 * @param known the way that a case of a kind goes there, where that is known and shares are not
 * @returns the id of a flow; empty: its conditions are asked
 */
export function waysDrawn(
  seed: number,
  shares: (gateway: string) => ReadonlyMap<string, number> | undefined,
  known: (gateway: string, kind: number, visit: number) => string | undefined,
): (of: Drawing, gateway: string) => string {
  const gateways = new Map<string, { own: ReadonlyMap<string, number>; draws: Draws } | undefined>()
  return (of, gateway) => {
    if (!gateways.has(gateway)) {
      const own = shares(gateway)
      gateways.set(gateway, own && { own, draws: drawsOf(seed, gateway) })
    }
    const counts = (of.drawn ??= new Map<string, number>())
    const visit = counts.get(gateway) ?? 0
    counts.set(gateway, visit + 1)
    const shared = gateways.get(gateway)
    if (!shared) return known(gateway, of.kind, visit) ?? ''
    let left = shared.draws(of.number, visit)
    let way = ''
    for (const [flow, share] of shared.own) {
      if (share > 0) way = flow
      left -= share
      if (left < 0) break
    }
    return way
  }
}
