import { readTimes } from '../../../kernel/simulation/index.ts'
import { parseTerm } from '../../../kernel/terms/index.ts'

const isNumber = (least: number, most: number, whole: boolean) => (value: string) =>
  /^\d+(\.\d+)?$/.test(value) &&
  Number(value) >= least &&
  Number(value) <= most &&
  (!whole || Number.isInteger(Number(value)))

/** What each attribute has to be; the others are names, which the check looks up. */
const KINDS: Readonly<Record<string, { is(value: string): boolean; text: string }>> = {
  minutes: { is: (value) => readTimes(value) !== undefined, text: 'times' },
  wait: { is: (value) => readTimes(value) !== undefined, text: 'times' },
  cost: { is: isNumber(0, 1e12, false), text: 'cost' },
  staff: { is: isNumber(1, 100_000, true), text: 'count' },
  batch: { is: isNumber(1, 100_000, true), text: 'count' },
  priority: { is: isNumber(1, 9, true), text: 'rank' },
  // as the simulation reads them: what it can't read it would leave out without a word
  days: { is: (value) => /^[1-7]([\s,]+[1-7])*$/.test(value), text: 'days' },
  share: { is: isNumber(0, 1, false), text: 'share' },
  term: { is: isTerm, text: 'term' },
  // what a timer waits for may be a date, a cycle or an expression of the tool that it is from too: the check looks at those
  timer: { is: (value) => isTerm(value) || /^(R\d*\/|\d{4}-|\$\{|\S+( \S+){4,6}$)/.test(value), text: 'term' },
}

/**
 * What is wrong with what a `darcha:` attribute (without the prefix) is to say; an expression (`=…`) and nothing are right.
 * @returns the key of its words among the refusals of the studio
 */
export function attributeFault(name: string, value: string | null): string | undefined {
  const said = value?.trim() ?? ''
  const kind = KINDS[name]
  if (!kind || said === '' || said.startsWith('=') || kind.is(said)) return undefined
  return `studio.refusal.said-${kind.text}`
}

function isTerm(value: string): boolean {
  try {
    parseTerm(value)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
