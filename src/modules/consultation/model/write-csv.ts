import { csvLine } from '../../../kernel/text/index.ts'

/** A table as CSV (RFC 4180), with a byte order mark so that spreadsheets read it as UTF-8; no cell runs as a formula. */
export const writeCsv = (rows: readonly (readonly (string | number | null)[])[]): string =>
  `\ufeff${rows.map((row) => csvLine(row.map((cell) => (cell === null ? '' : String(cell))))).join('')}`
