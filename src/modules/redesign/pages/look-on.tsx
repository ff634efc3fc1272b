import type { Speech } from '../../../platform/i18n/index.ts'
import { Disclosure, Section, Table } from '../../../ui/index.ts'
import { Diagram, type Drawing } from '../../process/index.ts'
import { walkTokens, type TokenLeg } from '../model/token-walk.ts'
import type { WaySimulated } from '../model/simulate-apart.ts'
import { diagramWords } from './diagram-words.ts'
import { WAY_NAMES } from './simulation-figures.tsx'

/** Lines of the table beside the drawing: of so many, nobody reads more. */
const LINES = 200
const DAY = 1_440

/**
 * The first cases of the simulation as tokens that go through the drawing, and the same as a table. Nothing moves before
 * it is asked for, and it can be stopped.
 */
export function LookOn({
  speech,
  ways,
  bpmnOf,
  drawings,
}: {
  speech: Speech
  ways: readonly WaySimulated[]
  bpmnOf(name: string): string | undefined
  drawings: ReadonlyMap<string, Drawing>
}) {
  const say = (key: string, values: Record<string, string | number> = {}) =>
    speech.t(`redesign.simulation.look-on.${key}`, values)
  // as it runs here and as it would be are looked at; the way on paper only where there is nothing else
  const shown = ways.filter(({ name, came }) => !('error' in came) && (name !== 'before' || ways.length === 1))
  if (shown.length === 0) return null
  return (
    <Section title={say('title')}>
      <p>{say('lead')}</p>
      {shown.map(({ name, came }) => {
        const drawing = drawings.get(name)
        const bpmn = bpmnOf(name)
        if (!drawing || bpmn === undefined || 'error' in came) return null
        const legs = walkTokens(bpmn, drawing, came.seen ?? [])
        const title = speech.t(WAY_NAMES[name] ?? name)
        return (
          <>
            <h3>{title}</h3>
            <div data-tokens={JSON.stringify(legs.map(shortened))}>
              <div class="row no-print" data-controls hidden>
                <button
                  type="button"
                  class="ds-button"
                  data-variant="secondary"
                  data-play={say('play')}
                  data-pause={say('pause')}
                >
                  {say('play')}
                </button>
                <input type="range" min="0" value="0" step="1" data-time aria-label={say('time')} />
                <output class="small" data-clock data-words={say('clock', { day: '{day}', time: '{time}' })}></output>
              </div>
              <Diagram
                drawing={drawing}
                label={say('label', { way: title })}
                words={diagramWords(speech)}
                name={`look-on-${name}`}
              />
            </div>
            <Disclosure summary={say('table', { way: title })}>
              <Steps speech={speech} legs={legs} drawing={drawing} caption={say('caption', { way: title })} />
            </Disclosure>
          </>
        )
      })}
    </Section>
  )
}

const shortened = ({ case: of, from, until, way }: TokenLeg) => [
  of,
  tenth(from),
  tenth(until),
  way.flatMap(({ x, y }) => [Math.round(x), Math.round(y)]),
]
const tenth = (value: number): number => Math.round(value * 10) / 10

/** What the tokens do, in words. */
function Steps({
  speech,
  legs,
  drawing,
  caption,
}: {
  speech: Speech
  legs: readonly TokenLeg[]
  drawing: Drawing
  caption: string
}) {
  const say = (key: string, values: Record<string, string | number> = {}) =>
    speech.t(`redesign.simulation.look-on.${key}`, values)
  const names = new Map(drawing.elements.map(({ id, name }) => [id, name || id]))
  const rows = legs.toSorted((first, second) => first.until - second.until || first.case - second.case)
  const clock = (minutes: number) => {
    const whole = Math.round(minutes)
    const two = (value: number) => String(value).padStart(2, '0')
    return say('clock', {
      day: speech.number(Math.floor(whole / DAY) + 1),
      time: `${two(Math.floor(whole / 60) % 24)}:${two(whole % 60)}`,
    })
  }
  return (
    <Table
      caption={caption}
      {...(rows.length > LINES ? { note: say('first', { count: LINES }) } : {})}
      dense
      rows={rows.slice(0, LINES)}
      columns={[
        { header: say('done-at'), cell: ({ until }) => clock(until) },
        { header: say('case'), number: true, cell: (row) => speech.number(row.case + 1) },
        { header: speech.t('redesign.step'), main: true, cell: ({ element }) => names.get(element) ?? element },
        {
          header: say('took'),
          number: true,
          cell: ({ from, until }) => speech.number(Math.round((until - from) / 6) / 10),
        },
      ]}
    />
  )
}
