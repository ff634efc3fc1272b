import { roundNumber, type Rounding } from '../values/decimal.ts'
import { DaysDuration, YearsDuration } from '../values/durations.ts'
import { finite, moduloNumbers } from '../values/number.ts'
import { builtIn } from './built-in.ts'

/** Scales of Decimal128 (DMN 1.5, table 76, footnote 1). */
const [SCALE_AT_LEAST, SCALE_AT_MOST] = [-6111, 6176]

const rounded =
  (rounding: Rounding) =>
  (n: number, scale?: number): number | null => {
    const places = Math.trunc(scale ?? 0)
    return places < SCALE_AT_LEAST || places > SCALE_AT_MOST ? null : finite(roundNumber(n, places, rounding))
  }

const size = (value: DaysDuration | YearsDuration): unknown =>
  value instanceof DaysDuration
    ? new DaysDuration(value.nanos < 0n ? -value.nanos : value.nanos)
    : new YearsDuration(Math.abs(value.total))

/** Functions of numbers (DMN 1.5, table 76). */
export const NUMBER_FUNCTIONS = [
  builtIn('decimal', 'number', 'n: number, scale: number', rounded('half-even')),
  builtIn('floor', 'number', 'n: number, scale?: number', rounded('floor')),
  builtIn('ceiling', 'number', 'n: number, scale?: number', rounded('ceiling')),
  builtIn('round up', 'number', 'n: number, scale: number', rounded('up')),
  builtIn('round down', 'number', 'n: number, scale: number', rounded('down')),
  builtIn('round half up', 'number', 'n: number, scale: number', rounded('half-up')),
  builtIn('round half down', 'number', 'n: number, scale: number', rounded('half-down')),
  builtIn(
    'abs',
    undefined,
    'n: number',
    Math.abs,
    'n: days and time duration',
    size,
    'n: years and months duration',
    size,
  ),
  builtIn('modulo', 'number', 'dividend: number, divisor: number', moduloNumbers),
  builtIn('sqrt', 'number', 'number: number', (n: number) => (n < 0 ? null : Math.sqrt(n))),
  builtIn('log', 'number', 'number: number', (n: number) => (n > 0 ? Math.log(n) : null)),
  builtIn('exp', 'number', 'number: number', (n: number) => finite(Math.exp(n))),
  builtIn('odd', 'boolean', 'number: number', (n: number) => Math.abs(n % 2) === 1),
  builtIn('even', 'boolean', 'number: number', (n: number) => n % 2 === 0),
]
