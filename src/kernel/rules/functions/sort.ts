/** Longer lists are not looked at pair by pair: forty thousand calls of a function are enough. */
const PAIRWISE_AT_MOST = 200

/**
 * Sorts by a function that says what comes first, equal elements as they stood (DMN 1.5, 10.3.4.10). Where it can't tell
 * of some, such as null among numbers, the others still come in their order: lists of up to 200 elements are then
 * looked at pair by pair.
 */
export function sortBy(list: readonly unknown[], precedes: (item: unknown, other: unknown) => boolean): unknown[] {
  let undecided = false
  const sorted = [...list].sort((item, other) => {
    if (precedes(item, other)) return -1
    if (precedes(other, item)) return 1
    undecided = true
    return 0
  })
  return undecided && list.length <= PAIRWISE_AT_MOST ? inOrder(list, precedes) : sorted
}

/** Takes the first element that none of the rest precedes, again and again. */
function inOrder(list: readonly unknown[], precedes: (item: unknown, other: unknown) => boolean): unknown[] {
  const before = list.map((item, at) => list.map((other, place) => place !== at && precedes(other, item)))
  const left = new Set(list.keys())
  const sorted: unknown[] = []
  while (left.size > 0) {
    const places = [...left]
    // a function that contradicts itself leaves no first element
    const first = places.find((at) => !places.some((other) => before[at]![other])) ?? places[0]!
    sorted.push(list[first])
    left.delete(first)
  }
  return sorted
}
