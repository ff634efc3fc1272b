import { raw, type Child } from '../../src/kernel/markup/index.ts'
import type { DemoWords } from './demo-words.ts'

const STYLE = `
:root{color-scheme:light dark;--line:#c9ced6;--ink:#1a2430;--paper:#fff;--soft:#f3f5f8;--accent:#7a3e00;--link:#0b4f8a}
@media(prefers-color-scheme:dark){:root{--line:#4a5563;--ink:#eef1f5;--paper:#14191f;--soft:#1f262e;--accent:#ffc37d;--link:#9ccbff}}
*{box-sizing:border-box}body{margin:0;font:1.0625rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
.demo p{margin:0}.demo{background:var(--accent);color:var(--paper);padding:.5rem 1rem;font-weight:600;text-align:center}
main{max-width:44rem;margin:0 auto;padding:1.25rem 1rem 3rem}h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin:1.75rem 0 .75rem}
a{color:var(--link)}ul.plain{list-style:none;margin:0;padding:0;display:grid;gap:.5rem}
button{font:inherit;min-height:2.75rem;padding:.6rem 1rem;border:1px solid var(--line);border-radius:.4rem;background:var(--soft);color:inherit;cursor:pointer;text-align:start}
button.wide{width:100%;display:block}button:hover{border-color:currentColor}:focus-visible{outline:3px solid var(--link);outline-offset:2px}
button.main{background:var(--link);border-color:var(--link);color:var(--paper)}.hint{opacity:.8;display:block;font-size:.95rem}
.row{display:flex;gap:.75rem;flex-wrap:wrap;margin-top:1.5rem}nav ul{list-style:none;display:flex;gap:1rem;padding:0;margin:0 0 1rem;flex-wrap:wrap}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.4rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.45rem .5rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--soft);padding:1rem;border-radius:.4rem;font:inherit}`

export interface PlainPage {
  words: DemoWords
  title: string
  languages?: { text: string; lang: string; href: string; current: boolean }[]
  children?: Child
}

/** A whole page of a demo provider: no script, one small style, a banner that says what this is. */
export function plainPage({ words, title, languages = [], children }: PlainPage): string {
  const document = (
    <html lang={words.html}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <style>{raw(STYLE)}</style>
      </head>
      <body>
        <header class="demo">
          <p>{words.banner}</p>
        </header>
        <main>
          {languages.length > 0 ? (
            <nav aria-label={words.languages}>
              <ul>
                {languages.map((language) => (
                  <li>
                    <a
                      href={language.href}
                      lang={language.lang}
                      {...(language.current ? { 'aria-current': 'true' } : {})}
                    >
                      {language.text}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          ) : null}
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  )
  return `<!DOCTYPE html>${document}`
}
