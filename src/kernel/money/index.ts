export { formatMoney, readSum } from './format.ts'
export { add, fromMajor, minorDigits, money, roundTo, shareOf, subtract, toMajor, type Money } from './money.ts'
export type { Rounding } from './rounding.ts'
