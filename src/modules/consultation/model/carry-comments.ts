import type { Act } from '../../../kernel/act/index.ts'
import { mapActs, type ActMap } from '../../../kernel/difference/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { loadPlaces, setPlaces, type CarriedPlace } from '../store/comments.ts'
import type { Anchor } from './anchor.ts'

/** Where a comment that stands somewhere in the text before stands in the text after. */
export function carried(map: ActMap, { unit, from, until, state }: CarriedPlace): CarriedPlace {
  const nowhere = { from: null, until: null, instead: null }
  if (unit === null) return { state, unit: null, ...nowhere }
  if (from === null || until === null) {
    const fate = map.articleFate(unit)
    return fate.state === 'gone'
      ? { state: 'gone', unit: null, ...nowhere }
      : { state: worse(state, fate.state), unit: fate.unit, ...nowhere }
  }
  const fate = map.fateOf({ unit, from, until })
  return fate.state === 'gone'
    ? { state: 'gone', unit: fate.unit, from: null, until: null, instead: fate.instead }
    : { state: worse(state, fate.state), unit: fate.unit, from: fate.from, until: fate.until, instead: null }
}

/** What was changed once is told as changed from then on; what was lost is lost. */
const worse = (before: CarriedPlace['state'], after: 'same' | 'changed'): CarriedPlace['state'] =>
  before === 'same' ? after : before

/** The place of a comment that was made on one text, in another; the same text needs no looking. */
export function placeIn(read: Act, current: Act, { unit, from, until }: Anchor): CarriedPlace {
  const place: CarriedPlace = { state: 'same', unit, from, until, instead: null }
  return read === current ? place : carried(mapActs(read, current), place)
}

/** Takes all comments of a discussion along to its new text. @returns how many lost their passage by it */
export async function carryComments(tx: Tx, discussion: string, before: Act, after: Act): Promise<number> {
  const map = mapActs(before, after)
  let lost = 0
  for await (const places of loadPlaces(tx, discussion)) {
    const next = places.map((place) => ({
      id: place.id,
      ...carried(map, place),
      ...(place.state === 'gone' ? { instead: place.instead } : {}),
    }))
    lost += next.filter(({ state }, at) => state === 'gone' && places[at]!.state !== 'gone').length
    await setPlaces(tx, discussion, next)
  }
  return lost
}
