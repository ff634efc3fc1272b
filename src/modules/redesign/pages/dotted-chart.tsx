import type { Speech } from '../../../platform/i18n/index.ts'
import { Section, Table } from '../../../ui/index.ts'
import type { LookedAt } from '../model/look-at-log.ts'

const SIZE = { width: 900, height: 420, left: 8, top: 8 }
const DAY = 86_400
/** A tone for each of the commonest activities; the rest share the last. */
const TONES = [
  'var(--waits-mark)',
  'var(--done-mark)',
  'var(--refused-mark)',
  'var(--action)',
  'var(--ink-soft)',
] as const

/** Every event as a dot: time from left to right, a line for each case, the earliest above. The table counts them by month. */
export function DottedChart({ speech, looked }: { speech: Speech; looked: LookedAt }) {
  const { dots, drawn, activities, mined } = looked
  if (dots.length === 0) return null
  const say = (key: string, values: Record<string, string | number> = {}) => speech.t(`redesign.log.${key}`, values)
  const span = Math.max(DAY, ...dots.map(({ at }) => at))
  const common = Object.keys(mined.activityCounts).slice(0, TONES.length - 1)
  const toneOf = activities.map((name) => TONES[common.includes(name) ? common.indexOf(name) : TONES.length - 1]!)
  const x = (at: number) => Math.round((SIZE.left + (at / span) * (SIZE.width - SIZE.left * 2)) * 10) / 10
  const y = (of: number) =>
    Math.round((SIZE.top + ((of + 0.5) / Math.max(1, drawn)) * (SIZE.height - SIZE.top * 2)) * 10) / 10
  const first = Date.parse(mined.first ?? '')
  // of the country, as every date that people read
  const months = Map.groupBy(dots, ({ at }) => speech.isoDate(first + at * 1000).slice(0, 7))
  return (
    <Section title={say('dots')}>
      <p>
        {say('dots-text', { drawn: speech.number(drawn), cases: speech.number(mined.cases) })}{' '}
        {[...common, ...(activities.length > common.length ? [say('others')] : [])].map((name, at) => (
          <span>
            <svg width="12" height="12" aria-hidden="true">
              <circle cx="6" cy="6" r="5" fill={TONES[at]!} />
            </svg>{' '}
            {name}{' '}
          </span>
        ))}
      </p>
      <figure>
        <svg role="img" aria-label={say('dots-label')} viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} width="100%">
          <rect x="0" y="0" width={SIZE.width} height={SIZE.height} fill="var(--ground-raised)" />
          {dots.map(({ at, case: of, activity }) => (
            <circle cx={x(at)} cy={y(of)} r="2" fill={toneOf[activity]!} />
          ))}
        </svg>
      </figure>
      <Table
        caption={say('dots-caption')}
        rows={[...months].sort(([first], [second]) => (first < second ? -1 : 1)).slice(0, 120)}
        columns={[
          { header: say('month'), main: true, cell: ([month]) => speech.month(`${month}-01`) },
          {
            header: say('cases'),
            number: true,
            cell: ([, own]) => speech.number(new Set(own.map((dot) => dot.case)).size),
          },
          { header: say('events'), number: true, cell: ([, own]) => speech.number(own.length) },
        ]}
      />
    </Section>
  )
}
