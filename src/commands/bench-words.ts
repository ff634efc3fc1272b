import type { Measure } from './benchmark.ts'

/** `feel: 1 200 000 a second; feelin 11 000; 109 ×, goal 30 ×: met`. */
export function inWords({ name, value, unit, reference, ratio, goal, better, holds, note }: Measure): string {
  return `${holds ? 'met   ' : 'MISSED'} ${name}: ${short(value)} ${unit}; ${reference.name}: ${short(reference.value)}; ratio ${short(ratio)}, goal ${better === 'higher' ? 'at least' : 'at most'} ${goal}${note ? ` (${note})` : ''}`
}

/** Three digits that mean something; thousands apart. */
export const short = (value: number): string =>
  Math.abs(value) >= 1000
    ? Math.round(value).toLocaleString('en').replaceAll(',', ' ')
    : String(Number(value.toPrecision(3)))
