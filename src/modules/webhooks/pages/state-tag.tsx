import type { Speech } from '../../../platform/i18n/index.ts'
import { Tag, type Tone } from '../../../ui/index.ts'

const TONES: Readonly<Record<string, Tone>> = {
  on: 'done',
  away: 'waits',
  paused: 'waits',
  silent: 'refused',
  gone: 'refused',
  waiting: 'action',
  behind: 'waits',
  delivered: 'done',
  stopped: 'refused',
}

/** How a subscription or a message stands, in a word. */
export const StateTag = ({ speech, state }: { speech: Speech; state: string }) => (
  <Tag tone={TONES[state] ?? 'neutral'}>{speech.t(`webhooks.state.${state}`)}</Tag>
)
