import type { Child } from '../kernel/markup/index.ts'
import { Mark } from './mark.tsx'
import type { UiWords } from './words.ts'

export interface NavigationLink {
  href: string
  text: string
  current?: boolean
  /** Left out of the header of a narrow screen: it stands in the footer too. */
  minor?: boolean
}

export interface LanguageLink {
  /** Value of `lang` for the link's text: uz-Latn, uz-Cyrl, ru, en. */
  html: string
  /** uz · ўз · ru · en */
  short: string
  /** The language's own name. */
  name: string
  /** This same page in that language. */
  href: string
  current?: boolean
}

export interface SignedIn {
  name: string
  /** Name of the organisation or person acted for; always in sight while it lasts. */
  actingFor?: string
  links: readonly NavigationLink[]
  /** Where the sign-out form posts. */
  signOut: string
}

export interface HeaderProps {
  words: UiWords
  home: string
  /** Name of the office or part beside the product's name. */
  part?: string
  navigation?: readonly NavigationLink[]
  languages: readonly LanguageLink[]
  person?: SignedIn
  /** Sign-in address, when nobody is signed in. */
  signIn?: string
  wide?: boolean
}

export const Header = ({ words, home, part, navigation = [], languages, person, signIn, wide }: HeaderProps) => (
  <header class="header">
    <div class="inner" {...(wide ? { 'data-wide': '' } : {})}>
      <a class="brand" href={home}>
        <Mark />
        {words.product}
        {part ? <small>{part}</small> : null}
      </a>
      {navigation.length > 0 ? (
        <nav aria-label={words.menu}>
          <ul class="plain">
            {navigation.map((link) => (
              <li {...(link.minor ? { 'data-minor': '' } : {})}>
                <Link {...link} />
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      <div class="header-end">
        <LanguageSwitch languages={languages} label={words.languages} />
        {person ? <PersonMenu person={person} words={words} /> : null}
        {!person && signIn ? (
          <p>
            <a href={signIn}>{words['sign-in']}</a>
          </p>
        ) : null}
      </div>
    </div>
  </header>
)

const Link = ({ href, text, current }: NavigationLink) => (
  <a href={href} {...(current ? { 'aria-current': 'page' as const } : {})}>
    {text}
  </a>
)

/** The same page in the other languages; the one in use is no link. */
export const LanguageSwitch = ({ languages, label }: { languages: readonly LanguageLink[]; label: string }) => (
  <nav aria-label={label}>
    <ul class="languages">
      {languages.map(({ html, short, name, href, current }) => (
        <li>
          {current ? (
            <span lang={html} aria-current="true" title={name}>
              {short}
            </span>
          ) : (
            <a lang={html} hreflang={html} href={href} rel="alternate" title={name}>
              {short}
              <span class="hidden-visually"> {name}</span>
            </a>
          )}
        </li>
      ))}
    </ul>
  </nav>
)

/** Opens without JavaScript: a `details`. */
const PersonMenu = ({ person, words }: { person: SignedIn; words: UiWords }): Child => (
  <details class="menu" name="menu">
    <summary>
      <span>
        <span class="hidden-visually">{words['person-menu']}: </span>
        <b>{person.name}</b>
        {person.actingFor ? (
          <small>
            {words['acting-for']}: {person.actingFor}
          </small>
        ) : null}
      </span>
    </summary>
    <div>
      <ul class="plain">
        {person.links.map((link) => (
          <li>
            <Link {...link} />
          </li>
        ))}
      </ul>
      <form method="post" action={person.signOut}>
        <button type="submit">{words['sign-out']}</button>
      </form>
    </div>
  </details>
)
