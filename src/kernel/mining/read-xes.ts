import { createXmlScanner, type XmlScanner } from '../xml/index.ts'
import { LogBuilder, LogError, type EventLog } from './log.ts'

/** Takes the text of a log in pieces of any size; nothing of the file is kept but its events. */
export interface LogReader {
  write(text: string): void
  /** @throws LogError when there was no log, XmlError when the text broke off */
  end(): EventLog
}

/** Text of a log; far above the logs that are known, so that a reader ends with what it can hold. */
const CHARACTERS_AT_MOST = 8_000_000_000
/** Attributes may hold attributes; nobody nests them deeper. */
const DEPTH_AT_MOST = 100

/**
 * Reads a log in XES (IEEE 1849): the activity is the event's `concept:name`, all lifecycle values count, events stay in
 * the order of the file. Names from `<global scope="event">` stand in where an event has none.
 * @throws XmlError (of the reader's functions) for what is no XML, or declares a document type
 */
export function xesReader(): LogReader {
  const log = new LogBuilder()
  const path: string[] = []
  const given = new Map<string, string>()
  let values: Map<string, string> | undefined
  let isLog = false
  const scanner: XmlScanner = createXmlScanner(
    {
      open({ name, attributes }) {
        const parent = path.at(-1)
        path.push(name)
        if (path.length === 1) {
          isLog = name === 'log'
          return
        }
        if (name === 'event' && parent === 'trace') values = new Map()
        const target =
          parent === 'event' && path.at(-3) === 'trace'
            ? values
            : parent === 'global' && scope === 'event'
              ? given
              : undefined
        if (name === 'global') scope = attributes.find((attribute) => attribute.name === 'scope')?.value ?? ''
        const ofCase = parent === 'trace' && path.length === 3 && DESCRIBES.has(name)
        if (!target && !ofCase) return
        let [key, value]: [string?, string?] = []
        for (const attribute of attributes) {
          if (attribute.name === 'key') key = attribute.value
          else if (attribute.name === 'value') value = attribute.value
        }
        if (key === undefined || value === undefined) return
        if (ofCase) {
          if (key !== 'concept:name') log.describeCase(key, value)
        } else if (READ.has(key)) target!.set(key, value)
      },
      close() {
        const name = path.pop()
        if (name === 'event' && path.at(-1) === 'trace' && values) {
          const of = (key: string) => values!.get(key) ?? given.get(key)
          const time = values.get('time:timestamp')
          log.add(
            of('concept:name') ?? '',
            time === undefined ? Number.NaN : Date.parse(time),
            values.get('org:resource'),
            values.get('lifecycle:transition'),
          )
          values = undefined
        }
        if (name === 'trace' && path.length === 1) log.endCase()
      },
      text() {},
      cdata() {},
    },
    { length: CHARACTERS_AT_MOST, depth: DEPTH_AT_MOST },
  )
  let scope = ''
  return {
    write: (text) => scanner.write(text),
    end() {
      scanner.close()
      if (!isLog)
        throw new LogError('not-xes', 'the file is no XES log: it does not begin with <log>', 'export it as XES')
      return log.build()
    },
  }
}

/** Kinds of attributes that may tell kinds of cases apart. */
const DESCRIBES = new Set(['string', 'int', 'boolean'])
const READ = new Set(['concept:name', 'time:timestamp', 'org:resource', 'lifecycle:transition'])
