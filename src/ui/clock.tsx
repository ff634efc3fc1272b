import type { Child } from '../kernel/markup/index.ts'
import type { Tone } from './tone.ts'

export interface ClockProps {
  /** "Decision by 14 March", "Late by 2 working days". */
  due: Child
  /** "Architecture holds the clock: 2 of 5 working days", "The clock stands still: it waits for you". */
  holder: Child
  /** Used and whole amount in one unit; drawn as a bar. */
  used?: number
  of?: number
  /** Said of the bar: "2 of 5 working days used". */
  label?: string
  tone?: Extract<Tone, 'action' | 'waits' | 'refused'>
  /** Who set the date and by what: law, service promise. */
  source?: Child
}

/** Who holds the clock, until when, and by what rule. */
export const Clock = ({ due, holder, used, of, label, tone = 'action', source }: ClockProps) => (
  <div class="clock" data-tone={tone}>
    <strong>{due}</strong>
    {used !== undefined && of !== undefined ? (
      <progress
        value={Math.min(used, of)}
        max={of}
        {...(label ? { 'aria-label': label } : { 'aria-hidden': 'true' as const })}
      ></progress>
    ) : null}
    <span class="holder">{holder}</span>
    {source ? <span class="soft">{source}</span> : null}
  </div>
)

export interface ProgressProps {
  value: number
  max: number
  label: string
  text?: Child
}

/** How far something is, with the words beside it. */
export const Progress = ({ value, max, label, text }: ProgressProps) => (
  <div class="bar">
    <progress value={value} max={max} aria-label={label}></progress>
    {text ? <span class="soft">{text}</span> : null}
  </div>
)
