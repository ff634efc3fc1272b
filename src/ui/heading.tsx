import type { Child } from '../kernel/markup/index.ts'

export interface PageHeadingProps {
  title: Child
  /** Small line above: what this page belongs to. */
  caption?: Child
  /** One sentence below. */
  lead?: Child
  /** Tags and facts below. */
  children?: Child
}

/** The page's h1 with what belongs to it. One a page. */
export const PageHeading = ({ title, caption, lead, children }: PageHeadingProps) => (
  <header class="page-heading">
    <h1>
      {caption ? <span class="caption">{caption}</span> : null}
      {title}
    </h1>
    {lead ? <p class="lead">{lead}</p> : null}
    {children ? <div class="row">{children}</div> : null}
  </header>
)

export const BackLink = ({ href, text }: { href: string; text: string }) => (
  <p class="back">
    <a href={href}>{text}</a>
  </p>
)

export interface Crumb {
  href: string
  text: string
}

export const Breadcrumbs = ({ crumbs, label }: { crumbs: readonly Crumb[]; label: string }) => (
  <nav class="crumbs" aria-label={label}>
    <ol class="plain">
      {crumbs.map(({ href, text }) => (
        <li>
          <a href={href}>{text}</a>
        </li>
      ))}
    </ol>
  </nav>
)

export interface StepHeaderProps {
  /** "Step 3 of 5", in the page's language. */
  text: string
  step: number
  of: number
  /** "saved 10:42" */
  saved?: string
}

export const StepHeader = ({ text, step, of, saved }: StepHeaderProps) => (
  <div class="step">
    <span>{text}</span>
    {saved ? <span>{saved}</span> : null}
    <progress value={step} max={of} aria-label={text}></progress>
  </div>
)
