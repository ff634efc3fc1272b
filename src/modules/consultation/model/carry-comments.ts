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
  return read === current ? place : carried(mapBetween(read, current), place)
}

// texts never change: the maps made last are kept, or each comment on a text of before would cost one
const maps: { before: Act; after: Act; map: ActMap }[] = []
const KEPT_AT_MOST = 8

/** The map from one text to another. */
export function mapBetween(before: Act, after: Act): ActMap {
  const at = maps.findIndex((known) => known.before === before && known.after === after)
  const [known] = at < 0 ? [] : maps.splice(at, 1)
  const found = known ?? { before, after, map: mapActs(before, after) }
  maps.unshift(found)
  maps.length = Math.min(maps.length, KEPT_AT_MOST)
  return found.map
}

/** Takes all comments of a discussion along to its new text. @returns how many lost their passage by it */
export async function carryComments(tx: Tx, discussion: string, map: ActMap): Promise<number> {
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
