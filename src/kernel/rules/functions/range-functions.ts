import { compareValues, equalValues } from '../values/compare.ts'
import { FeelRange } from '../values/range.ts'
import { builtIn } from './built-in.ts'

/** Values that can't be compared: the function then has no result. */
class Incomparable extends Error {}

function order(left: unknown, right: unknown): number {
  const compared = compareValues(left, right)
  if (compared === null) throw new Incomparable()
  return compared
}

const equal = (left: unknown, right: unknown): boolean => {
  const same = equalValues(left, right)
  if (same === null || left === null || right === null) throw new Incomparable()
  return same
}

/** `!= 5` is two ranges with a hole between them. */
const isHoled = (value: unknown): boolean => value instanceof FeelRange && value.operator === '!='

type Relation = (item: never, other: never) => boolean
const asked =
  (relation: Relation) =>
  (item: never, other: never): boolean | null => {
    if (isHoled(item) || isHoled(other)) return null
    try {
      return relation(item, other)
    } catch (error) {
      if (error instanceof Incomparable) return null
      throw error
    }
  }

/** Where ends stand to each other: an end that is left out stands a little inside, an open one beyond all others. */
function startOrder(range: FeelRange, other: FeelRange): number {
  if (range.opensBelow || other.opensBelow) return Number(other.opensBelow) - Number(range.opensBelow)
  return order(range.start, other.start) || Number(!range.startIncluded) - Number(!other.startIncluded)
}

function endOrder(range: FeelRange, other: FeelRange): number {
  if (range.opensAbove || other.opensAbove) return Number(range.opensAbove) - Number(other.opensAbove)
  return order(range.end, other.end) || Number(range.endIncluded) - Number(other.endIncluded)
}

/** Whether the first ends before the second starts, sharing no value. */
function endsBefore(range: FeelRange, other: FeelRange): boolean {
  if (range.opensAbove || other.opensBelow) return false
  const compared = order(range.end, other.start)
  return compared < 0 || (compared === 0 && !(range.endIncluded && other.startIncluded))
}

function pointBefore(point: unknown, range: FeelRange): boolean {
  const compared = range.opensBelow ? 1 : order(point, range.start)
  return compared < 0 || (compared === 0 && !range.startIncluded)
}

function pointAfter(point: unknown, range: FeelRange): boolean {
  const compared = range.opensAbove ? -1 : order(point, range.end)
  return compared > 0 || (compared === 0 && !range.endIncluded)
}

const pointIn = (point: unknown, range: FeelRange): boolean => {
  const [before, after] = [pointBefore(point, range), pointAfter(point, range)]
  return !before && !after
}
const includes = (range: FeelRange, other: FeelRange): boolean =>
  startOrder(range, other) <= 0 && endOrder(range, other) >= 0
const overlaps = (range: FeelRange, other: FeelRange): boolean => !endsBefore(range, other) && !endsBefore(other, range)
const overlapsBefore = (range: FeelRange, other: FeelRange): boolean =>
  startOrder(range, other) < 0 && !endsBefore(range, other) && endOrder(range, other) <= 0
const meets = (range: FeelRange, other: FeelRange): boolean =>
  range.endIncluded && other.startIncluded && equal(range.end, other.start)
const finishes = (range: FeelRange, other: FeelRange): boolean =>
  endOrder(range, other) === 0 && startOrder(range, other) >= 0
const starts = (range: FeelRange, other: FeelRange): boolean =>
  startOrder(range, other) === 0 && endOrder(range, other) <= 0
const pointEnds = (point: unknown, range: FeelRange): boolean => range.endIncluded && equal(range.end, point)
const pointStarts = (point: unknown, range: FeelRange): boolean => range.startIncluded && equal(range.start, point)
const coincide = (range: FeelRange, other: FeelRange): boolean =>
  startOrder(range, other) === 0 && endOrder(range, other) === 0

const flip =
  (relation: (item: never, other: never) => boolean) =>
  (item: never, other: never): boolean =>
    relation(other, item)

const POINTS = 'point1: point, point2: point'
const POINT_RANGE = 'point: point, range: range'
const RANGE_POINT = 'range: range, point: point'
const RANGES = 'range1: range, range2: range'

/** How points and ranges stand to each other (DMN 1.5, table 78). */
export const RANGE_FUNCTIONS = [
  builtIn(
    'before',
    'boolean',
    POINTS,
    asked((item, other) => order(item, other) < 0),
    POINT_RANGE,
    asked(pointBefore),
    RANGE_POINT,
    asked(flip(pointAfter)),
    RANGES,
    asked(endsBefore),
  ),
  builtIn(
    'after',
    'boolean',
    POINTS,
    asked((item, other) => order(item, other) > 0),
    POINT_RANGE,
    asked(pointAfter),
    RANGE_POINT,
    asked(flip(pointBefore)),
    RANGES,
    asked(flip(endsBefore)),
  ),
  builtIn('meets', 'boolean', RANGES, asked(meets)),
  builtIn('met by', 'boolean', RANGES, asked(flip(meets))),
  builtIn('overlaps', 'boolean', RANGES, asked(overlaps)),
  builtIn('overlaps before', 'boolean', RANGES, asked(overlapsBefore)),
  builtIn('overlaps after', 'boolean', RANGES, asked(flip(overlapsBefore))),
  builtIn('finishes', 'boolean', POINT_RANGE, asked(pointEnds), RANGES, asked(finishes)),
  builtIn('finished by', 'boolean', RANGE_POINT, asked(flip(pointEnds)), RANGES, asked(flip(finishes))),
  builtIn('includes', 'boolean', RANGE_POINT, asked(flip(pointIn)), RANGES, asked(includes)),
  builtIn('during', 'boolean', POINT_RANGE, asked(pointIn), RANGES, asked(flip(includes))),
  builtIn('starts', 'boolean', POINT_RANGE, asked(pointStarts), RANGES, asked(starts)),
  builtIn('started by', 'boolean', RANGE_POINT, asked(flip(pointStarts)), RANGES, asked(flip(starts))),
  builtIn(
    'coincides',
    'boolean',
    POINTS,
    asked((item, other) => equal(item, other)),
    RANGES,
    asked(coincide),
  ),
]
