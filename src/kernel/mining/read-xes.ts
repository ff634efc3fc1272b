import { createPlainScanner } from '../xml/index.ts'
import { timeOfLog } from './log-time.ts'
import { LogBuilder, LogError, type EventLog } from './log.ts'

/** Takes the text of a log in pieces of any size; nothing of the file is kept but its events. */
export interface LogReader {
  write(text: string): void
  /** @throws LogError when there was no log, XmlError when the text broke off */
  end(): EventLog
}

/** Text of a log; far above the logs that are known, so that a reader ends with what it can hold. */
const CHARACTERS_AT_MOST = 8_000_000_000
/** How deep events stand: in a case, in the log. */
const EVENT = 3
/** Attributes may hold attributes; nobody nests them deeper. */
const DEPTH_AT_MOST = 100

/**
 * Reads a log in XES (IEEE 1849): the activity is the event's `concept:name`, all lifecycle values count, events stay in
 * the order of the file. Names from `<global scope="event">` stand in where an event has none.
 * @throws XmlError (of the reader's functions) for what is no XML, or declares a document type
 */
export function xesReader(): LogReader {
  const log = new LogBuilder()
  const given = new Map<string, string>()
  /** Names of the elements that are open, as deep as events stand: what stands deeper is told by its depth alone. */
  const path: string[] = []
  let depth = 0
  let [name, time, resource, transition]: (string | undefined)[] = []
  let [isLog, inEvent, inGlobal] = [false, false, false]
  const scanner = createPlainScanner(
    {
      open(tag, attributes) {
        depth++
        if (inEvent) {
          if (depth > EVENT + 1) return
          const { key, value } = attributes
          if (key === 'concept:name') name = value
          else if (key === 'time:timestamp') time = value
          else if (key === 'org:resource') resource = value
          else if (key === 'lifecycle:transition') transition = value
          return
        }
        if (depth > EVENT) return
        const element = local(tag)
        const parent = path[depth - 2]
        path[depth - 1] = element
        if (depth === 1) isLog = element === 'log'
        else if (depth === EVENT && element === 'event' && parent === 'trace') {
          inEvent = true
          name = time = resource = transition = undefined
        } else if (element === 'global') inGlobal = attributes['scope'] === 'event'
        else if (depth === EVENT && parent === 'trace' && DESCRIBES.has(element)) {
          const { key, value } = attributes
          if (key !== undefined && value !== undefined && key !== 'concept:name') log.describeCase(key, value)
        } else if (inGlobal && parent === 'global') {
          const { key, value } = attributes
          if (key !== undefined && value !== undefined) given.set(key, value)
        }
      },
      close() {
        if (depth-- > EVENT) return
        const element = path[depth]
        const parent = path[depth - 1]
        if (element === 'event' && parent === 'trace' && inEvent) {
          inEvent = false
          log.add(
            name ?? given.get('concept:name') ?? '',
            time === undefined ? Number.NaN : timeOfLog(time),
            resource,
            transition,
          )
        } else if (element === 'trace' && depth === 1) log.endCase()
        else if (element === 'global') inGlobal = false
      },
    },
    { length: CHARACTERS_AT_MOST, depth: DEPTH_AT_MOST },
  )
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

/** Without its prefix. */
const local = (tag: string): string => {
  const colon = tag.indexOf(':')
  return colon < 0 ? tag : tag.slice(colon + 1)
}

/** Kinds of attributes that may tell kinds of cases apart. */
const DESCRIBES = new Set(['string', 'int', 'boolean'])
