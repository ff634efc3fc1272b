import { safeCell } from '../../../kernel/text/index.ts'
import type { Passage } from './history.ts'

/** An event of XES; `case` groups events to traces. */
export interface XesEvent {
  case: string
  /** What was done, in words. */
  name: string
  /** RFC 3339. */
  at: string
  /** Opaque id of a person, or `system`. */
  resource: string
  /** Of the standard transition model. */
  transition: 'start' | 'complete' | 'ate_abort' | 'pi_abort'
  /** BPMN element id. */
  element: string
  round?: number | undefined
}

/** Events, gateways and flows take no time: of them only the passing is told. */
const ACTIVITY = /Task$|^task$|^subProcess$|^transaction$|^adHocSubProcess$|^callActivity$/

/**
 * The movements of a case as XES events: start and end of activities, the passing of events; gateways are no events of
 * XES.
 */
export function xesEvents(
  caseId: string,
  passages: readonly Passage[],
  nameOf: (element: string) => string,
): XesEvent[] {
  return passages.flatMap((passage): XesEvent[] => {
    const activity = ACTIVITY.test(passage.type)
    if (!activity && (/Gateway$/.test(passage.type) || passage.move !== 'left')) return []
    const transition =
      passage.move === 'entered'
        ? 'start'
        : passage.move === 'left'
          ? 'complete'
          : passage.move === 'failed'
            ? 'pi_abort'
            : 'ate_abort'
    return [
      {
        case: caseId,
        name: nameOf(passage.element),
        at: passage.at,
        resource: passage.actor,
        transition,
        element: passage.element,
        ...(passage.round === undefined ? {} : { round: passage.round }),
      },
    ]
  })
}

/**
 * A log in XES 1.0 (xes-standard.org): extensions Concept, Time, Lifecycle and Organizational, one trace a case.
 * @param log name of the log; default: none
 */
export const xesOf = (part: XesPart, log = ''): string => xesHead(log) + xesTraces(part) + XES_FOOT

/** Events of whole cases, and the cases of which something is missing: they have a trace also where nothing is left. */
export interface XesPart {
  items: readonly XesEvent[]
  incomplete: readonly string[]
}

/** A trace a case. */
export function xesTraces({ items, incomplete }: XesPart): string {
  const traces = Map.groupBy(items, (xesEvent) => xesEvent.case)
  const missing = new Set(incomplete)
  for (const name of missing) if (!traces.has(name)) traces.set(name, [])
  return [...traces].map(([name, own]) => xesTrace(name, own, !missing.has(name))).join('')
}

const EXTENSIONS = [
  ['Concept', 'concept'],
  ['Time', 'time'],
  ['Lifecycle', 'lifecycle'],
  ['Organizational', 'org'],
]

/** What stands before the traces. */
export const xesHead = (log: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="" xmlns="http://www.xes-standard.org/">
${EXTENSIONS.map(([name, prefix]) => `  <extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>`).join('\n')}
  <global scope="trace">
    <string key="concept:name" value="__INVALID__"/>
  </global>
  <global scope="event">
    <string key="concept:name" value="__INVALID__"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/>
    <string key="lifecycle:transition" value="complete"/>
    <string key="org:resource" value="__INVALID__"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
  <classifier name="Activity and transition" keys="concept:name lifecycle:transition"/>
  ${text('concept:name', log)}
  ${text('lifecycle:model', 'standard')}
`
export const XES_FOOT = '</log>\n'

function xesTrace(name: string, events: readonly XesEvent[], whole: boolean): string {
  return `  <trace>
    ${text('concept:name', name)}
${whole ? '' : '    <boolean key="whole" value="false"/>\n'}${events
  .map(
    (event) => `    <event>
      ${text('concept:name', event.name)}
      <date key="time:timestamp" value="${new Date(event.at).toISOString()}"/>
      ${text('lifecycle:transition', event.transition)}
      ${text('org:resource', event.resource)}
      ${text('concept:instance', event.round === undefined ? event.element : `${event.element} ${event.round}`)}
      ${text('element', event.element)}
    </event>
`,
  )
  .join('')}  </trace>
`
}

/** Process mining is done in spreadsheets too: no name of an element or of a case may act there as a formula. */
const text = (key: string, value: string): string =>
  `<string key="${escaped(key)}" value="${escaped(safeCell(value))}"/>`

const SIGNS: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}
/** XML 1.0 has no place for other control characters and lone surrogates: they become U+FFFD. */
const escaped = (value: string): string =>
  value
    .replace(/[&<>"\n\r\t]/g, (sign) => SIGNS[sign] as string)
    .replace(/[\u0000-\u001f\ufffe\uffff]/g, '\ufffd')
    .toWellFormed()
