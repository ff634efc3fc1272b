import type { Child } from '../kernel/markup/index.ts'
import type { Tone } from './tone.ts'

/** A word with a colour; the word says it all, the colour only helps. */
export const Tag = ({ tone = 'neutral', plain, children }: { tone?: Tone; plain?: boolean; children: Child }) => (
  <span class="tag" data-tone={tone} {...(plain ? { 'data-plain': '' } : {})}>
    {children}
  </span>
)

/** The Portal's own six statuses. */
export type Status = 'new' | 'in_progress' | 'awaiting_payment' | 'completed' | 'refused' | 'annulled'

const TONES: Readonly<Record<Status, Tone>> = {
  new: 'action',
  in_progress: 'action',
  awaiting_payment: 'waits',
  completed: 'done',
  refused: 'refused',
  annulled: 'neutral',
}

export const StatusTag = ({ status, text }: { status: Status; text: string }) => <Tag tone={TONES[status]}>{text}</Tag>
