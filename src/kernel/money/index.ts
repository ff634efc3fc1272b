export {
  add,
  fromMajor,
  minorUnitsOf,
  money,
  toMajor,
  type Currency,
  type Money,
} from './money.ts'
export type { Rounding } from './rounding.ts'
