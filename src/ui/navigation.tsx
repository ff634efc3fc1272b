import type { Child } from '../kernel/markup/index.ts'
import type { Tone } from './tone.ts'
import type { UiWords } from './words.ts'

/** Keyset paging: there is a next page and a way back to the first, never "page 4 of 9,000". */
export const Pagination = ({ next, previous, words }: { next?: string; previous?: string; words: UiWords }) =>
  !next && !previous ? null : (
    <nav class="pages" aria-label={words.pages}>
      <span>
        {previous ? (
          <a href={previous} rel="prev">
            ← {words.previous}
          </a>
        ) : null}
      </span>
      <span>
        {next ? (
          <a href={next} rel="next">
            {words.next} →
          </a>
        ) : null}
      </span>
    </nav>
  )

export interface Tab {
  href: string
  text: string
  current?: boolean
  count?: string
  tone?: Tone
}

/** Tabs are links: each has an address. */
export const Tabs = ({ tabs, label }: { tabs: readonly Tab[]; label: string }) => (
  <nav class="tabs" aria-label={label}>
    <ul class="plain">
      {tabs.map(({ href, text, current, count, tone }) => (
        <li>
          <a href={href} {...(current ? { 'aria-current': 'page' as const } : {})}>
            {text}
            {count ? (
              <span class="count" {...(tone ? { 'data-tone': tone } : {})}>
                {' '}
                {count}
              </span>
            ) : null}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

export interface ListedLink {
  href: string
  text: Child
  detail?: Child
  count?: string
}

/** A list of links with a sentence each: services, results of a search. */
export const LinkList = ({ links }: { links: readonly ListedLink[] }) => (
  <ul class="links">
    {links.map(({ href, text, detail, count }) => (
      <li>
        <a href={href}>
          <span>{text}</span>
          {count ? <span class="count">{count}</span> : null}
        </a>
        {detail ? <p>{detail}</p> : null}
      </li>
    ))}
  </ul>
)

/** A grid of links: life events, topics. */
export const TileLinks = ({ links }: { links: readonly ListedLink[] }) => (
  <ul class="tiles">
    {links.map(({ href, text, detail }) => (
      <li>
        <a href={href}>
          {text}
          {detail ? <small>{detail}</small> : null}
        </a>
      </li>
    ))}
  </ul>
)
