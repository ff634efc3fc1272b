import type { Child } from '../kernel/markup/index.ts'

export interface BesideProps {
  main: Child
  /** A second column of the same width, on desks. */
  middle?: Child
  side: Child
  /** What the side is, for screen readers. */
  sideLabel: string
  /** On a narrow screen, and for screen readers, the side comes first: price and "Apply" before the details. */
  sideFirst?: boolean
}

/** Main text with a side of 20 rem; one column on a narrow screen. */
export const Beside = ({ main, middle, side, sideLabel, sideFirst }: BesideProps) => {
  const aside = (
    <aside class="stack" aria-label={sideLabel}>
      {side}
    </aside>
  )
  return (
    <div class="beside" {...(middle ? { 'data-sides': '2' } : {})} {...(sideFirst ? { 'data-first': '' } : {})}>
      {sideFirst ? aside : null}
      <div class="stack">{main}</div>
      {middle ? <div class="stack">{middle}</div> : null}
      {sideFirst ? null : aside}
    </div>
  )
}

/**
 * The work on a thing: what decides and below it all facts on the left, what is to do and below it the way so far on the
 * right. In one column, and for screen readers: what decides, what is to do, the way, facts.
 */
export const Workbench = ({
  decides,
  act,
  facts,
  way,
}: Readonly<Record<'decides' | 'act' | 'facts' | 'way', Child>>) => (
  <div class="workbench">
    <div class="stack decides">{decides}</div>
    <div class="side">
      <div class="stack">{act}</div>
      <div class="stack so-far">{way}</div>
    </div>
    <div class="stack facts-of">{facts}</div>
  </div>
)

/** Stays in sight while a long page moves under it: what it is, by when, and the way to the form. */
export const Sticky = ({ children }: { children: Child }) => <div class="sticky row">{children}</div>

export const Columns = ({ columns, children }: { columns: 2 | 3 | 4; children: Child }) => (
  <div class="columns" data-columns={String(columns)}>
    {children}
  </div>
)

/** Things under each other in the page's rhythm. */
export const Stack = ({ gap, children }: { gap?: 'small' | 'large'; children: Child }) => (
  <div class="stack" {...(gap ? { 'data-gap': gap } : {})}>
    {children}
  </div>
)

/** A section with its heading. */
export const Section = ({
  title,
  id,
  level = 2,
  children,
}: {
  title: Child
  id?: string
  level?: 2 | 3
  children: Child
}) => (
  <section class="stack" {...(id ? { id } : {})}>
    {level === 2 ? <h2>{title}</h2> : <h3>{title}</h3>}
    {children}
  </section>
)

/**
 * A section that is only its heading on a narrow screen until one goes to it, by its heading or by any link to it or to
 * something in it; on a wide screen and on paper it is open. No script, and every part has its address.
 * @param open what was typed in it is wrong: it stays open
 */
export const FoldedSection = ({
  title,
  count,
  id,
  open,
  children,
}: {
  title: Child
  /** How much is in it. */
  count?: string
  id: string
  open?: boolean
  children: Child
}) => (
  <section class="stack fold" id={id} {...(open ? { 'data-open': '' } : {})}>
    <h2>
      <a href={`#${id}`}>
        <span>{title}</span>
        {count ? <span class="soft num"> {count}</span> : null}
      </a>
    </h2>
    {children}
  </section>
)

/** The open top of a home page, from edge to edge. */
export const Hero = ({ children }: { children: Child }) => <div class="hero">{children}</div>
