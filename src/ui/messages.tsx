import type { Child } from '../kernel/markup/index.ts'
import { Moment } from './moment.tsx'

export interface Message {
  from: string
  when: string
  at?: string
  text: string
  own?: boolean
  attachments?: Child
}

/** Talk in order; own messages stand to the right. Text keeps its lines and is never markup. */
export const Messages = ({ messages }: { messages: readonly Message[] }) => (
  <ol class="messages">
    {messages.map(({ from, when, at, text, own, attachments }) => (
      <li {...(own ? { 'data-own': '' } : {})}>
        <header>
          <b>{from}</b>
          <Moment {...(at ? { at } : {})}>{when}</Moment>
        </header>
        <p dir="auto">{text}</p>
        {attachments}
      </li>
    ))}
  </ol>
)
