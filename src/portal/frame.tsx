import { pathIn, type Languages } from '../platform/i18n/index.ts'
import { said, type PageContext, type View } from '../platform/http/index.ts'
import type { Config } from '../platform/config/index.ts'
import { entriesFor } from '../platform/module/index.ts'
import { general, type Refusal } from '../platform/use-case/index.ts'
import { errorPageOf, ErrorPage, ErrorSummary, nameFields, Shell, uiWords, type NavigationLink } from '../ui/index.ts'

/** What the frame of a page needs to know of its request. */
export type Framed = Pick<PageContext, 'speech' | 'principal' | 'path' | 'query' | 'menus'> &
  Partial<Pick<PageContext, 'origin'>>

/** Rooms of the header that this person sees. */
function navigation({ speech, principal, path, menus }: Framed): NavigationLink[] {
  return entriesFor(menus.navigation, principal).map((entry) => {
    const within = entry.within ?? entry.path
    return {
      href: speech.path(entry.path),
      text: speech.t(entry.text),
      ...(path === entry.path || path === within || path.startsWith(`${within}/`) ? { current: true } : {}),
      ...(entry.minor ? { minor: true } : {}),
    }
  })
}

/** Whether it is a demonstration, and the address its owner gives. */
export type WhoRuns = Pick<Config, 'demo' | 'contact'>

/** Who answers for this instance and whom to write to. */
const whoRuns = ({ speech }: Framed, { demo, contact }: WhoRuns): string =>
  [
    ...(demo ? [speech.t('portal.footer.demo'), speech.t('portal.footer.run-demo')] : []),
    ...(contact ? [speech.t('portal.footer.write', { address: contact })] : []),
  ].join(' ')

/** Puts header, languages, person and footer around a page: the same everywhere. */
export function frame(context: Framed, view: View, languages: Languages, run: WhoRuns): string {
  const { speech, principal, path } = context
  const query = context.query.size > 0 ? `?${context.query}` : ''
  const words = uiWords(speech.t)
  const page = Shell({
    lang: speech.html,
    title: view.title,
    description: view.description ?? words.tagline,
    words,
    home: speech.path('/'),
    ...(context.origin === undefined ? {} : { origin: context.origin }),
    navigation: navigation(context),
    languages: languages.ids.map((language) => {
      const { tag, short, name } = languages.about(language)
      return {
        html: tag,
        short,
        name,
        href: pathIn(languages, language, path) + query,
        ...(language === speech.language ? { current: true } : {}),
      }
    }),
    ...(principal.personId
      ? {
          person: {
            name: principal.called ?? principal.name ?? '',
            ...(principal.actingFor ? { actingFor: principal.actingFor.name } : {}),
            signOut: speech.path('/logout'),
            links: [
              { href: speech.path('/cabinet'), text: speech.t('portal.nav.cabinet') },
              ...['people', 'agreements', 'channels', 'sessions'].map((part) => ({
                href: speech.path(`/cabinet/${part}`),
                text: speech.t(`portal.cabinet.${part}`),
              })),
            ],
          },
        }
      : { signIn: `/login?returnTo=${encodeURIComponent(speech.path(path) + query)}` }),
    footer: [
      ...['about', 'privacy', 'accessibility'].map((page) => ({
        href: speech.path(`/${page}`),
        text: speech.t(`portal.footer.${page}`),
      })),
      { href: '/api/openapi.json', text: speech.t('portal.footer.api') },
      { href: speech.path('/verify'), text: speech.t('portal.nav.verify') },
    ],
    footerText: whoRuns(context, run),
    ...(view.wide ? { wide: true } : {}),
    ...(view.status !== undefined && view.status >= 400 ? { unlisted: true, hasErrors: view.status === 422 } : {}),
    ...(view.scripts ? { scripts: view.scripts.map((name) => `/assets/${name}`) } : {}),
    children: view.body,
  }).text
  return view.status !== undefined && view.status >= 400 ? nameFields(page, said) : page
}

/** What a person sees when something was refused or failed: what happened, what to do, one way on. */
export function failureView(
  context: Pick<PageContext, 'speech' | 'path'>,
  refusal: Refusal | undefined,
  status: number,
  reference: string,
): View {
  const { speech } = context
  // these say no more than the page of their status, which also says what to do
  const plain =
    refusal &&
    [general['not-allowed'], general['not-found'], general['sign-in-needed'], general['wrong-method']].includes(
      refusal.kind,
    )
  const page = errorPageOf(status, speech.t, {
    home: speech.path('/'),
    ...(!refusal ? { reference } : plain ? {} : { remedy: speech.t(refusal.kind.text, refusal.parameters) }),
  })
  const problems = refusal?.problems ?? []
  return {
    title: page.title,
    body: (
      <>
        {problems.length > 0 ? (
          <ErrorSummary
            title={speech.t('ui.error-title')}
            errors={problems.map((problem) => ({ text: speech.t(problem.text, problem.parameters) }))}
          />
        ) : null}
        <ErrorPage
          {...page}
          {...(status === 401
            ? {
                action: {
                  href: `/login?returnTo=${encodeURIComponent(speech.path(context.path))}`,
                  text: speech.t('ui.sign-in'),
                },
              }
            : {})}
        />
      </>
    ),
    status,
  }
}
