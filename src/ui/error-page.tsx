import type { Child } from '../kernel/markup/index.ts'
import { LinkButton } from './button.tsx'
import type { Say } from './words.ts'

/** Answers that have a page of their own. */
export const ERROR_STATUSES = [400, 401, 403, 404, 405, 409, 410, 412, 413, 422, 429, 500, 503] as const
export type ErrorStatus = (typeof ERROR_STATUSES)[number]

export interface ErrorPageProps {
  title: string
  /** What happened. */
  text: Child
  /** What to do now. */
  remedy: Child
  action?: { href: string; text: string }
  /** "Number for our help desk: …" */
  reference?: string
}

/** Content of an error page: what happened, what to do, one way on. Goes into a Shell. */
export const ErrorPage = ({ title, text, remedy, action, reference }: ErrorPageProps) => (
  <div class="stack">
    <h1>{title}</h1>
    <p class="lead">{text}</p>
    <p>{remedy}</p>
    {action ? (
      <p>
        <LinkButton href={action.href}>{action.text}</LinkButton>
      </p>
    ) : null}
    {reference ? <p class="soft small">{reference}</p> : null}
  </div>
)

/**
 * The error page of a status from the texts `errors.http.<status>.…`; a status without a page of its own speaks as 500
 * or 400.
 */
export function errorPageOf(
  status: number,
  say: Say,
  more: { home: string; reference?: string; remedy?: Child },
): ErrorPageProps {
  const known = ERROR_STATUSES.includes(status as ErrorStatus) ? status : status >= 500 ? 500 : 400
  return {
    title: say(`errors.http.${known}.title`),
    text: say(`errors.http.${known}.text`),
    remedy: more.remedy ?? say(`errors.http.${known}.remedy`),
    action: { href: more.home, text: say('errors.to-home') },
    ...(more.reference ? { reference: say('errors.reference', { reference: more.reference }) } : {}),
  }
}
