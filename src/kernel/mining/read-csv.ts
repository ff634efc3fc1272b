import { Column, LogBuilder, LogError, ownText } from './log.ts'
import { isTwofold, timeOfLog } from './log-time.ts'
import type { LogReader } from './read-xes.ts'

/** Which column is what, by its heading. */
export interface Columns {
  case: string
  activity: string
  time: string
  resource?: string
}

/** Headings that are known without being told, as tools of the trade write them. */
const KNOWN: Record<keyof Columns, readonly string[]> = {
  case: ['case:concept:name', 'case id', 'case_id', 'caseid', 'case', 'trace', 'number'],
  activity: ['concept:name', 'activity', 'activity name', 'event', 'task', 'name'],
  time: ['time:timestamp', 'timestamp', 'complete timestamp', 'completion time', 'time', 'date', 'at'],
  resource: ['org:resource', 'resource', 'user', 'officer'],
}
const CASES_AT_MOST = 5_000_000
/** A quote that is never closed would otherwise take the rest of the file into one cell. */
const CELL_AT_MOST = 100_000

/**
 * Reads a log from CSV: a heading, then one event a row, separated by the comma, semicolon, tab or bar that the heading
 * uses most, or that spreadsheets name above it (`sep=;`). Rows of a case need not stand together; within a case they stay in the order of the file.
 * @param columns which column is what; those not said are found by the headings that other tools write
 * @throws LogError (of the reader's functions) when a column is missing or a row is broken, with its line
 */
export function csvReader(columns: Partial<Columns> = {}): LogReader {
  const log = new LogBuilder()
  const cases = new Map<string, number>()
  const of = new Column((length) => new Uint32Array(length))
  let rows = 0
  let at: Record<keyof Columns, number> | undefined
  let separator = ''
  /** Of the cell at hand: whether it began with a quote, and whether a quote was the last letter read. */
  let [cells, cell, quoted, ended]: [string[], string, boolean, boolean] = [[], '', false, false]
  let line = 1
  let rest = ''
  const endRow = (): void => {
    cells.push(cell)
    const row = cells
    ;[cells, cell, quoted, ended] = [[], '', false, false]
    // spreadsheets write rows of nothing behind the last
    if (row.every((text) => text.trim() === '')) return
    if (!at && line === 1 && /^sep=$/i.test(row[0]!.trim())) return
    if (!at) at = placesOf(row, columns)
    else take(row, at)
  }
  const take = (row: readonly string[], places: Record<keyof Columns, number>): void => {
    const [id, activity, stamp] = [row[places.case], row[places.activity], row[places.time]]
    if (id === undefined || activity === undefined || stamp === undefined)
      throw new LogError(
        'short-row',
        `line ${line}: the row has ${row.length} cells, fewer than its heading`,
        'export it again',
      )
    const time = stamp.trim() === '' ? Number.NaN : timeOfLog(stamp)
    if (stamp.trim() !== '' && Number.isNaN(time))
      throw new LogError(
        'time',
        `line ${line}: "${stamp.slice(0, 40)}" is ${isTwofold(stamp) ? twofold(stamp) : 'no time'}`,
        'write times as 2026-03-02T10:00:00+05:00',
      )
    const without = id.trim() === '' ? 'case' : activity.trim() === '' ? 'activity' : undefined
    if (without !== undefined)
      throw new LogError('no-name', `line ${line} names no ${without}`, 'fill it in, or take the line out')
    const formula = [id, activity].find((text) => FORMULA.test(text))
    if (formula !== undefined)
      throw new LogError(
        'formula',
        `line ${line}: "${formula.slice(0, 40)}" is a formula, not what it comes to`,
        'export the values, not the formulas',
      )
    let number = cases.get(id)
    if (number === undefined) {
      if (cases.size === CASES_AT_MOST)
        throw new LogError('too-large', `the log has more than ${CASES_AT_MOST} cases`, 'split it by time')
      number = cases.size
      cases.set(ownText(id), number)
    }
    of.set(rows++, number)
    log.add(activity, time, places.resource < 0 ? undefined : row[places.resource] || undefined, undefined)
  }
  return {
    write(text) {
      let from = rest + text
      if (separator === '') {
        const end = from.indexOf('\n')
        if (end < 0 && from.length < CELL_AT_MOST) {
          rest = from
          return
        }
        from = from.replace(/^\uFEFF/, '')
        separator = separatorOf(from.slice(0, from.indexOf('\n') < 0 ? undefined : from.indexOf('\n')))
      }
      rest = ''
      for (let place = 0; place < from.length; place++) {
        if (!quoted) {
          // up to the next letter that means something all is of one cell
          const plain = place
          while (place < from.length && !isSpecial(from.charCodeAt(place), separator)) place++
          if (place > plain) cell += from.slice(plain, place)
          if (place === from.length) break
        }
        const letter = from[place]!
        if (quoted && !ended) {
          // a quote ends the cell, unless another one follows
          if (letter === '"') ended = true
          else cell += letter
        } else if (quoted && letter === '"') {
          cell += '"'
          ended = false
        } else if (letter === '"' && cell === '' && !quoted) quoted = true
        else if (letter === separator) {
          cells.push(cell)
          ;[cell, quoted, ended] = ['', false, false]
        } else if (letter === '\n') endRow()
        else if (letter !== '\r') cell += letter
        if (letter === '\n') line++
        if (cell.length > CELL_AT_MOST)
          throw new LogError('cell', `line ${line}: a cell has more than ${CELL_AT_MOST} letters`, 'close its quotes')
      }
    },
    end() {
      if (separator === '' && rest !== '') {
        const whole = rest
        rest = ''
        this.write(`${whole}\n`)
      }
      if (quoted && !ended) throw new LogError('quotes', 'the last quotes are not closed', 'export it again')
      if (cell !== '' || cells.length > 0) endRow()
      if (!at) throw new LogError('empty', 'the file holds no heading', 'export it with a heading')
      const count = cases.size
      cases.clear()
      log.gather(of.whole(rows), count)
      return log.build()
    },
  }
}

/** What a spreadsheet writes above the heading for others of its kind. */
const SAID = /^sep=([,;|\t])\r?$/i

/** `03/02/2026`: both that it can be. */
const twofold = (stamp: string): string => {
  const [first, second] = stamp.trim().split('/').map(Number) as [number, number]
  return `${first} ${MONTHS[second - 1]} in one country and ${second} ${MONTHS[first - 1]} in another`
}
const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** Quote, line feed, carriage return, or what separates cells. */
const isSpecial = (code: number, separator: string): boolean =>
  code === 34 || code === 10 || code === 13 || code === separator.charCodeAt(0)

/** What a spreadsheet would have computed, or the error that it shows in its place. */
const FORMULA = /^=\s*[\p{L}(+-]|^#(REF|NAME|VALUE|N\/A|DIV\/0|NUM|NULL)[!?]?$/u

const separatorOf = (heading: string): string =>
  SAID.exec(heading)?.[1] ??
  [',', ';', '\t', '|'].reduce((best, next) => (heading.split(next).length > heading.split(best).length ? next : best))

function placesOf(heading: readonly string[], columns: Partial<Columns>): Record<keyof Columns, number> {
  const names = heading.map((name) => name.trim().toLocaleLowerCase())
  const find = (part: keyof Columns): number => {
    const asked = columns[part]
    if (asked !== undefined) return names.indexOf(asked.trim().toLocaleLowerCase())
    const known = KNOWN[part].find((name) => names.includes(name))
    return known === undefined ? -1 : names.indexOf(known)
  }
  const places = { case: find('case'), activity: find('activity'), time: find('time'), resource: find('resource') }
  for (const part of ['case', 'activity', 'time'] as const)
    if (places[part] < 0)
      throw new LogError(
        'column',
        columns[part] === undefined
          ? `no column is known as the ${part}: ${heading.join(', ')}`
          : `there is no column "${columns[part]}": ${heading.join(', ')}`,
        `name the column of the ${part}`,
      )
  return places
}
