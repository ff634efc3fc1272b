import { DaysDuration, YearsDuration } from '../values/durations.ts'
import { builtIn } from './built-in.ts'

const cycle = (interval: unknown, times: number | null = null): string | null =>
  interval instanceof DaysDuration || interval instanceof YearsDuration ? `R${times ?? ''}/${interval}` : null

/**
 * Functions that FEEL as Camunda 8 runs it has besides those of DMN, where their meaning is plain: models written for it
 * call them in conditions, and without them took another way. Its others (`uuid`, `random number`, `to json`…) are
 * refused by name, as any function that there is not.
 */
export const CAMUNDA_FUNCTIONS = [
  builtIn('is defined', 'boolean', 'value: any', (value: unknown) => value !== null),
  builtIn(
    'get or else',
    undefined,
    'value: any, default: any',
    (value: unknown, otherwise: unknown) => value ?? otherwise,
  ),
  builtIn('is empty', 'boolean', 'list: list', (list: unknown[]) => list.length === 0),
  builtIn('is blank', 'boolean', 'string: string', (text: string) => text.trim() === ''),
  // what a timer of Camunda 8 repeats by, as ISO 8601 writes it
  builtIn(
    'cycle',
    'string',
    'interval: any',
    cycle,
    'repetitions: number|null, interval: any',
    (times: number | null, interval: unknown) => cycle(interval, times),
  ),
  builtIn('trim', 'string', 'string: string', (text: string) => text.trim()),
]
