import { pino } from 'pino'

export interface Log {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
  debug(facts: object, message: string): void
}

/**
 * Takes numbers of persons and organisations out of anything that goes to the log.
 * @param patterns of the country's numbers
 */
export function withoutNumbers(patterns: readonly string[]): (text: string) => string {
  if (patterns.length === 0) return (text) => text
  const longestFirst = patterns.map((pattern) => `(?:${pattern})`).join('|')
  const numbers = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst})(?![\\p{L}\\p{N}])`, 'gu')
  return (text) => text.replace(numbers, '…')
}

/** JSON lines on stderr; national numbers are taken out of every line. */
export function openLog(level: string, numbers: readonly string[]): Log {
  const cleaned = withoutNumbers(numbers)
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => process.stderr.write(cleaned(line)) },
  )
}
