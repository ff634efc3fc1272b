import { newContext } from '../values/context.ts'
import { FeelDateTime } from '../values/date-time.ts'
import { FeelDate } from '../values/date.ts'
import { parseDuration } from '../values/durations.ts'
import { FeelTime } from '../values/time.ts'
import { attribute, child, children, type XmlElement } from '../model/xml.ts'

const isNil = (xml: XmlElement): boolean => /^(true|1)$/.test(attribute(xml, 'nil') ?? '')

/** Values by the name of their XML Schema type. */
const READERS: Record<string, (text: string) => unknown> = {
  string: (text) => text,
  boolean: (text) => text === 'true' || text === '1',
  date: FeelDate.parse,
  time: FeelTime.parse,
  dateTime: FeelDateTime.parse,
  duration: parseDuration,
  dayTimeDuration: parseDuration,
  yearMonthDuration: parseDuration,
}

/** The value of an input or expected node of a test: a simple value, a list or components. */
export function tckValue(xml: XmlElement | undefined): unknown {
  if (!xml || isNil(xml)) return null
  const list = child(xml, 'list')
  if (list) return isNil(list) ? null : children(list, 'item').map(tckValue)
  const value = child(xml, 'value')
  if (value) return isNil(value) ? null : simpleValue(value)
  const components = children(xml, 'component')
  return components.length === 0
    ? null
    : newContext(components.map((one) => [attribute(one, 'name') ?? '', tckValue(one)]))
}

function simpleValue(xml: XmlElement): unknown {
  const type = attribute(xml, 'type')?.replace(/^.*:/, '')
  // a value that names no type is the number or boolean it looks like
  if (type === undefined)
    return /^\s*(true|false)\s*$/.test(xml.text)
      ? xml.text.trim() === 'true'
      : xml.text.trim() !== '' && Number.isFinite(Number(xml.text))
        ? Number(xml.text)
        : xml.text
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined
  if (!reader) return Number(xml.text)
  return reader(type === 'string' ? xml.text : xml.text.trim()) ?? null
}
