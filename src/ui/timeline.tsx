import type { Child } from '../kernel/markup/index.ts'
import { Moment } from './moment.tsx'
import type { Tone } from './tone.ts'
import type { UiWords } from './words.ts'

export interface TimelineItem {
  /** ● happened · ◐ is now · ○ is to come */
  state: 'done' | 'now' | 'later'
  /** What happened, or what is to happen. */
  what: Child
  /** When, as people say it. */
  when?: string
  /** RFC 3339 for machines. */
  at?: string
  detail?: Child
  tone?: Tone
}

/** What happened, what is now and what comes, in order. The state is said in words too, not by colour alone. */
export const Timeline = ({
  items,
  words,
  label,
}: {
  items: readonly TimelineItem[]
  words: UiWords
  label?: string
}) => (
  <ol class="timeline" {...(label ? { 'aria-label': label } : {})}>
    {items.map(({ state, what, when, at, detail, tone }) => (
      <li
        data-state={state}
        {...(tone ? { 'data-tone': tone } : {})}
        {...(state === 'now' ? { 'aria-current': 'step' as const } : {})}
      >
        <span class="what">
          <span class="hidden-visually">{words[`state-${state}`]}: </span>
          {what}
        </span>
        {when ? (
          at ? (
            <Moment look="when" at={at}>
              {when}
            </Moment>
          ) : (
            <span class="when">{when}</span>
          )
        ) : null}
        {detail ? <div class="detail">{detail}</div> : null}
      </li>
    ))}
  </ol>
)
