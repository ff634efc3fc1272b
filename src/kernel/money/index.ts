export {
  add,
  fromMajor,
  minorUnitsOf,
  money,
  roundTo,
  shareOf,
  subtract,
  toMajor,
  type Currency,
  type Money,
} from './money.ts'
export type { Rounding } from './rounding.ts'
