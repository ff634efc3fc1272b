import { Disclosure, Section, Table } from '../../../ui/index.ts'
import { Diagram } from '../../process/index.ts'
import type { LogFiguresProps } from './log-figures.tsx'

type Shown = Pick<LogFiguresProps, 'speech' | 'looked' | 'graphs'>

/** What follows what, at three levels; a script makes one graph of them, with a slider. */
export function Graphs({ speech, looked: { mined }, graphs }: Shown) {
  const say = (key: string, values: Record<string, string | number> = {}) => speech.t(`redesign.log.${key}`, values)
  const whole = graphs.at(-1)
  return (
    <div
      class="stack"
      data-graph={JSON.stringify(
        Object.fromEntries([...(whole?.arcs.values() ?? [])].map(({ id, from }) => [id, from])),
      )}
      data-label={say('follows-slider')}
      data-shown={say('follows-part', { share: '{share}', count: '{count}' })}
    >
      {graphs.map(({ drawing: graph, share: part, ids, shown }, at) => (
        <Disclosure
          summary={say('follows-part', { share: speech.number(part * 100), count: speech.number(shown) })}
          {...(at === 0 ? { open: true } : {})}
        >
          <Diagram
            drawing={graph}
            marks={new Map([...ids].map(([name, id]) => [id, { badge: String(mined.activityCounts[name]) }]))}
            label={say('follows-label')}
            name={`size-follows-${at}`}
            words={{
              zoom: speech.t('process.zoom'),
              whole: speech.t('process.zoom-whole'),
              legend: { badge: say('heat-badge') },
            }}
          />
        </Disclosure>
      ))}
    </div>
  )
}

interface WaysProps extends Shown {
  nameOf(office: string): string
  days(seconds: number | null): string
  share(part: number, whole: number): string
}

/** The commonest ways; a script filters them by step, end, body and duration, and shows one in the graph. */
export function Ways({ speech, looked: { mined, ways }, graphs, nameOf, days, share }: WaysProps) {
  const say = (key: string, values: Record<string, string | number> = {}) => speech.t(`redesign.log.${key}`, values)
  const arcs = graphs.at(-1)?.arcs
  const all = (of: (way: (typeof ways)[number]) => readonly string[]) => [...new Set(ways.flatMap(of))].sort()
  return (
    <Section title={say('variants')}>
      <div class="stack" data-ways="" data-show={say('way-show')}>
        <form hidden class="row">
          <Choice name="has" label={say('way-has')} options={all(({ activities }) => activities)} />
          <Choice name="last" label={say('way-last')} options={all(({ activities }) => activities.slice(-1))} />
          <Choice name="office" label={say('way-office')} options={all(({ bodies }) => bodies)} nameOf={nameOf} />
          {(['least', 'most'] as const).map((name) => (
            <label>
              {say(`way-${name}`)}
              <br />
              <input class="ds-input" name={name} inputmode="decimal" size={4} />
            </label>
          ))}
          <output data-left={say('way-left', { count: '{count}' })} />
        </form>
        <Table
          stack
          caption={say('variants-caption', { count: ways.length })}
          note={say('variants-note', { count: speech.number(mined.variants) })}
          rows={ways}
          columns={[
            {
              header: say('way'),
              main: true,
              cell: ({ activities, bodies, seconds }) => (
                <span
                  data-way={JSON.stringify({
                    arcs: activities.slice(1).flatMap((to, at) => arcs?.get(`${activities[at]}\n${to}`)?.id ?? []),
                    has: [...activities, ...bodies],
                    last: activities.at(-1) ?? '',
                    days: (seconds ?? 0) / 86_400,
                  })}
                >
                  {activities.join(' → ')}
                </span>
              ),
            },
            { header: say('cases'), number: true, cell: ({ count }) => speech.number(count) },
            { header: say('share'), number: true, cell: ({ count }) => share(count, mined.cases) },
            { header: say('way-days'), number: true, cell: ({ seconds }) => days(seconds) },
          ]}
        />
      </div>
    </Section>
  )
}

function Choice({
  name,
  label,
  options,
  nameOf = (option) => option,
}: {
  name: string
  label: string
  options: readonly string[]
  nameOf?: (option: string) => string
}) {
  return (
    <label>
      {label}{' '}
      <select class="ds-input" name={name}>
        <option value="">–</option>
        {options.map((option) => (
          <option value={option}>{nameOf(option)}</option>
        ))}
      </select>
    </label>
  )
}
