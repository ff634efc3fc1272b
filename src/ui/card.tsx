import type { Child } from '../kernel/markup/index.ts'
import type { Tone } from './tone.ts'

export interface CardProps {
  title?: Child
  /** Makes the whole card one link, read out as its title. */
  href?: string
  tone?: Tone
  level?: 2 | 3
  children?: Child
}

const Title = ({ level = 3, children }: { level?: 2 | 3; children: Child }) =>
  level === 2 ? <h2>{children}</h2> : <h3>{children}</h3>

export const Card = ({ title, href, tone, level, children }: CardProps) => (
  <article class="card" {...(tone ? { 'data-tone': tone } : {})}>
    {title ? (
      <Title {...(level ? { level } : {})}>
        {href ? (
          <a class="whole" href={href}>
            {title}
          </a>
        ) : (
          title
        )}
      </Title>
    ) : null}
    {children}
  </article>
)

export interface TaskCardProps {
  title: Child
  /** The words of whoever waits, as they were written. */
  says?: string
  /** What it is about: the case and its service. */
  detail?: Child
  /** "by 3 May"; who set it is said in `detail` or by the clock. */
  due?: Child
  late?: boolean
  action: { href: string; text: string }
  level?: 2 | 3
}

/** Something that waits for the reader, with the one thing to do. */
export const TaskCard = ({ title, says, detail, due, late, action, level }: TaskCardProps) => (
  <article class="card task" data-tone={late ? 'refused' : 'waits'}>
    <div>
      <Title {...(level ? { level } : {})}>{title}</Title>
      {due ? <p class={late ? 'late' : 'soon'}>{due}</p> : null}
      {says ? (
        <blockquote>
          <p dir="auto">{says}</p>
        </blockquote>
      ) : null}
      {detail ? <p class="soft small">{detail}</p> : null}
    </div>
    <a class="ds-button" data-variant="secondary" href={action.href}>
      {action.text}
      <span class="hidden-visually">: {title}</span>
    </a>
  </article>
)

/** Says that there is nothing, and what to do. No heading: it stands in the place of what the heading above it announces. */
export const EmptyState = ({ title, children }: { title: string; children?: Child }) => (
  <div class="empty">
    <p>{title}</p>
    {typeof children === 'string' ? <p>{children}</p> : children}
  </div>
)
