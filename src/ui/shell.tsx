import { raw } from '../kernel/markup/index.ts'
import type { Child } from '../kernel/markup/index.ts'
import { Header, type HeaderProps, type NavigationLink } from './header.tsx'
import { ICON } from './mark.tsx'

export interface ShellProps extends HeaderProps {
  /** Value of `<html lang>`. */
  lang: string
  /** Title of the page; the product's name is added. */
  title: string
  /** One sentence for search engines. */
  description?: string
  /** Puts "Error:" before the title, so that a screen reader says it first (GOV.UK's pattern). */
  hasErrors?: boolean
  footer?: readonly NavigationLink[]
  /** Small print in the footer: whose instance this is. */
  footerText?: string
  /** A strip above all: demo instance, partial outage, offline. */
  banner?: Child
  /** Above the content: back link, breadcrumbs. */
  stylesheet?: string
  /** Islands of this page only; most pages have none. */
  scripts?: readonly string[]
  nonce?: string
  /** Keeps the page out of search engines. */
  unlisted?: boolean
  /** Public address of the site, no slash at its end: the page names itself in all languages to search engines. */
  origin?: string
  children: Child
}

/** A whole HTML document: header, band, main, footer. `wide` is for desks; all others keep to 70 rem. */
export const Shell = (props: ShellProps) => {
  const {
    lang,
    title,
    description,
    hasErrors,
    words,
    footer = [],
    footerText,
    banner,
    stylesheet = '/assets/main.css',
    scripts = [],
    nonce,
    unlisted,
    origin,
    wide,
    children,
  } = props
  const whole = title === words.product ? title : `${title} – ${words.product}`
  const document = (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{hasErrors ? `${words['error-prefix']}: ${whole}` : whole}</title>
        {description ? <meta name="description" content={description} /> : null}
        {unlisted ? <meta name="robots" content="noindex" /> : null}
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href={stylesheet} />
        {wide ? <link rel="stylesheet" href="/assets/studio.css" /> : null}
        {/* search engines take whole addresses only, of every language, the page's own among them */}
        {origin !== undefined && !unlisted
          ? props.languages.map(({ html: hreflang, href }) => (
              <link rel="alternate" hreflang={hreflang} href={origin + href} />
            ))
          : null}
        {origin !== undefined && !unlisted && props.languages[0] ? (
          <link rel="alternate" hreflang="x-default" href={origin + props.languages[0].href} />
        ) : null}
        {scripts.map((src) => (
          <script type="module" src={src} {...(nonce ? { nonce } : {})}></script>
        ))}
      </head>
      <body>
        <a class="ds-skip-link" href="#main">
          {words.skip}
        </a>
        {banner ? (
          <aside class="banner" aria-label={words.banner}>
            <div class="inner" {...(wide ? { 'data-wide': '' } : {})}>
              {banner}
            </div>
          </aside>
        ) : null}
        <Header {...props} />
        <div class="band"></div>
        <main class="inner" id="main" tabindex={-1} {...(wide ? { 'data-wide': '' } : {})}>
          {children}
        </main>
        <footer class="footer">
          <div class="inner" {...(wide ? { 'data-wide': '' } : {})}>
            {footer.length > 0 ? (
              <nav aria-label={words.footer}>
                <ul class="plain">
                  {footer.map(({ href, text }) => (
                    <li>
                      <a href={href}>{text}</a>
                    </li>
                  ))}
                </ul>
              </nav>
            ) : null}
            {footerText ? <p>{footerText}</p> : null}
          </div>
        </footer>
      </body>
    </html>
  )
  return raw(`<!DOCTYPE html>${document}`)
}
