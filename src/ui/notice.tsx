import type { Child } from '../kernel/markup/index.ts'
import type { Tone } from './tone.ts'

export interface NoticeProps {
  title?: string
  tone?: Tone
  children?: Child
  /** Level of the title, to fit the page's outline. */
  level?: 2 | 3
}

/** Something to know on this page. */
export const Notice = ({ title, tone = 'action', level = 2, children }: NoticeProps) => (
  <div class="notice" data-tone={tone}>
    {title ? level === 2 ? <h2>{title}</h2> : <h3>{title}</h3> : null}
    {typeof children === 'string' ? <p>{children}</p> : children}
  </div>
)

/** What has just happened, told to screen readers at once: "Saved", "Could not be sent". */
export const Alert = ({ tone = 'done', title, children }: NoticeProps) => (
  <div class="notice" data-tone={tone} role={tone === 'refused' ? 'alert' : 'status'}>
    {title ? (
      <p>
        <strong>{title}</strong>
      </p>
    ) : null}
    {typeof children === 'string' ? <p>{children}</p> : children}
  </div>
)

/** The top of a receipt: it is done, and under which number. */
export const Panel = ({ title, number, children }: { title: string; number?: string; children?: Child }) => (
  <div class="panel">
    <h1>{title}</h1>
    {number ? <p class="number">{number}</p> : null}
    {typeof children === 'string' ? <p>{children}</p> : children}
  </div>
)
