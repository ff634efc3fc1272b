import type { z } from 'zod'
import type { showSystem } from '../../../modules/exchange/index.ts'
import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { dateFromParts, Field, Tag, uiWords, type Tone, Moment } from '../../../ui/index.ts'

export type SystemContext = PageContext<'country' | 'exchangeKeys' | 'principals'>
export type ShownSystem = z.output<typeof showSystem.output>

export const idOf = ({ parameters }: PageContext): string => parameters['system'] ?? ''
export const hereOf = (context: PageContext): string => `/administration/systems/${idOf(context)}`

/** What a key may look like: names that are the same in every language. */
export const KEY_FORMATS = 'Ed25519, X.509 (PEM, base64)'

const STATES: Readonly<Record<string, Tone>> = { on: 'done', 'no-key': 'waits', ended: 'neutral' }

/** How a system stands, in a word. */
export const SystemTag = ({ context: { speech }, state }: { context: PageContext; state: string }) => (
  <Tag tone={STATES[state] ?? 'neutral'}>{speech.t(`systems.state.${state}`)}</Tag>
)

const TONES: Readonly<Record<string, Tone>> = { holds: 'done', later: 'action', ended: 'neutral' }

/** A section of a system's page, with what was typed in its form. */
export interface SystemPart {
  context: SystemContext
  system: ShownSystem
  administers: boolean
  typed: Pick<Typed, 'values' | 'faults'>
}

type Termed = ShownSystem['keys'][number] | ShownSystem['rights'][number]

/** From when until when something holds, and whose word it was: of keys and rights alike. */
export const termColumns = ({ speech }: SystemContext) => [
  {
    header: speech.t('systems.state-head'),
    cell: ({ state }: Termed) => <Tag tone={TONES[state] ?? 'neutral'}>{speech.t(`systems.term.${state}`)}</Tag>,
  },
  {
    header: speech.t('systems.since'),
    cell: ({ since }: Termed) => <Moment at={since}>{speech.dateTime(since)}</Moment>,
  },
  {
    header: speech.t('systems.until'),
    cell: ({ until }: Termed) =>
      until === null ? speech.t('systems.no-end') : <Moment at={until}>{speech.dateTime(until)}</Moment>,
  },
  { header: speech.t('systems.given-by'), cell: ({ givenBy }: Termed) => givenBy ?? '–' },
  { header: speech.t('systems.ended-by'), cell: ({ endedBy }: Termed) => endedBy ?? '–' },
]

/** A first and a last day, both optional. @param of two such forms stand on a page: what was wrong leads to the right one */
export function TermFields({ context: { speech }, of, typed }: Pick<SystemPart, 'context' | 'typed'> & { of: string }) {
  return (
    <>
      {(['since', 'until'] as const).map((name) => (
        <Field
          kind="date"
          name={name}
          {...(Object.keys(typed.faults).length > 0 ? {} : { id: `${of}-${name}` })}
          optional
          label={speech.t(`systems.field.${name}`)}
          hint={speech.t(`systems.hint.${name}`)}
          value={dateFromParts((part) => typed.values[part] || undefined, name) ?? ''}
          error={typed.faults[name]}
          words={uiWords(speech.t)}
        />
      ))}
    </>
  )
}
