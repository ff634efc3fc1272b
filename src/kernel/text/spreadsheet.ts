/**
 * A cell that a spreadsheet would run as a formula is given an apostrophe in front, which makes it text (OWASP, CSV
 * injection): a name in a record must not act on the machine of whoever reads it. Numbers stay numbers.
 */
export const safeCell = (value: string): string =>
  /^[\s\u0000-\u001f\u200b-\u200f\ufeff]*[=+\-@\uff0b\uff0d\uff1d\uff20]|^[\t\r\n]/.test(value) &&
  !/^[+-]?\d+([.,]\d+)?$/.test(value)
    ? `'${value}`
    : value

/** A line of CSV (RFC 4180), safe to open in a spreadsheet. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${safeCell(cell).replaceAll('"', '""')}"`).join(',')}\r\n`
