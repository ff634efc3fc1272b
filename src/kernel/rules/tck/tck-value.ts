import { named, type Type } from '../types/type.ts'
import { isContext, newContext } from '../values/context.ts'
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

/** A value of a test that names no type: the model tells which it has. */
export class UntypedText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }

  /** The number, boolean or text it looks like; nothing at all is null. */
  get guess(): unknown {
    const text = this.text.trim()
    if (text === '') return null
    if (text === 'true' || text === 'false') return text === 'true'
    return Number.isFinite(Number(text)) ? Number(text) : this.text
  }
}

/** An input whose untyped texts have become what the type of the model says. */
export function typedInput(value: unknown, wanted: Type | undefined): unknown {
  const type = wanted && named(wanted)
  if (type?.kind === 'allowed') return typedInput(value, type.of)
  if (value instanceof UntypedText) return type?.kind === 'string' && value.text !== '' ? value.text : value.guess
  if (Array.isArray(value)) return value.map((item) => typedInput(item, type?.kind === 'list' ? type.of : type))
  if (!isContext(value)) return value
  const entries = type?.kind === 'list' ? named(type.of) : type
  return newContext(
    Object.entries(value).map(([name, entry]) => [
      name,
      typedInput(entry, entries?.kind === 'context' ? entries.entries.get(name) : undefined),
    ]),
  )
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
    : newContext(components.map((component) => [attribute(component, 'name') ?? '', tckValue(component)]))
}

function simpleValue(xml: XmlElement): unknown {
  const type = attribute(xml, 'type')?.replace(/^.*:/, '')
  if (type === undefined) return new UntypedText(xml.text)
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined
  if (!reader) return Number(xml.text)
  return reader(type === 'string' ? xml.text : xml.text.trim()) ?? null
}
