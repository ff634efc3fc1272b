import { pino } from 'pino'

export interface Log {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
  debug(facts: object, message: string): void
}

/** A run of 14 digits is a national number and one of 9 may be an organisation's: neither belongs in a log. */
const PERSONAL = /(?<!\d)(?:\d{14}|\d{9})(?!\d)/g

/** Removes national numbers from anything that goes to the log. */
export const withoutNumbers = (text: string): string => text.replace(PERSONAL, '…')

/** JSON lines on stderr; national numbers are taken out of every line. */
export function openLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => process.stderr.write(withoutNumbers(line)) },
  )
}
