import type { Child } from '../../kernel/markup/index.ts'
import { Shell, uiWords, type NavigationLink, type Say, type SignedIn } from '../index.ts'

/** Speaks in the catalogue's words and knows the `html lang` they are in. */
export interface GalleryVoice {
  say: Say
  lang: string
  stylesheet: string
}

const LANGUAGES = [
  { html: 'sr-Latn', short: 'sr', name: 'Srpski', href: '/sr' },
  { html: 'sr-Cyrl', short: 'ср', name: 'Српски', href: '/sr-cyrl' },
  { html: 'ru', short: 'ru', name: 'Русский', href: '/ru' },
  { html: 'en', short: 'en', name: 'English', href: '/en' },
]

interface Sample {
  voice: GalleryVoice
  title: string
  navigation?: readonly NavigationLink[]
  person?: SignedIn
  part?: string
  wide?: boolean
  hasErrors?: boolean
  banner?: Child
  children: Child
}

/** The shell around a page of the gallery; all names and figures in these pages are made up. */
export const SampleShell = ({
  voice: { say, lang, stylesheet },
  title,
  navigation,
  person,
  part,
  wide,
  hasErrors,
  banner,
  children,
}: Sample) => (
  <Shell
    lang={lang}
    title={title}
    words={uiWords(say)}
    home="/en"
    stylesheet={stylesheet}
    unlisted
    languages={LANGUAGES.map((language) => ({ ...language, current: language.html === lang }))}
    footer={[
      { href: '/en/about', text: 'About Darcha' },
      { href: '/en/accessibility', text: 'Accessibility' },
      { href: '/en/privacy', text: 'Your data' },
      { href: '/en/help', text: 'Help' },
    ]}
    footerText="This is a demonstration: people and data are made up."
    {...(navigation
      ? { navigation }
      : {
          navigation: [
            { href: '/en/services', text: 'Services' },
            { href: '/en/consultation', text: 'Have your say' },
            { href: '/en/figures', text: 'Figures' },
          ],
        })}
    {...(person ? { person } : { signIn: '/en/sign-in' })}
    {...(part ? { part } : {})}
    {...(wide ? { wide } : {})}
    {...(hasErrors ? { hasErrors } : {})}
    {...(banner ? { banner } : {})}
  >
    {children}
  </Shell>
)

export const citizen: SignedIn = {
  name: 'Dilnoza Karimova',
  signOut: '/sign-out',
  links: [
    { href: '/en/cabinet', text: 'My cabinet' },
    { href: '/en/cabinet/data', text: 'My data and who looked at it' },
    { href: '/en/cabinet/people', text: 'People I act for' },
  ],
}
export const firm: SignedIn = { ...citizen, actingFor: 'Zarafshon Qurilish MCHJ' }
export const officer: SignedIn = {
  name: 'Bobur Aliyev',
  signOut: '/sign-out',
  links: [
    { href: '/en/desk', text: 'Desk' },
    { href: '/en/settings', text: 'Settings' },
  ],
}
