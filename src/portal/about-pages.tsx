import type { Child } from '../kernel/markup/index.ts'
import type { Config } from '../platform/config/index.ts'
import { UPLOAD_KEPT_MILLISECONDS } from '../platform/files/index.ts'
import { page, type PageContext, type View } from '../platform/http/index.ts'
import { FORM_KEPT_SECONDS, SESSION_AGE_SECONDS, SESSION_IDLE_SECONDS } from '../platform/identity/index.ts'
import { Notice, PageHeading, Section, SummaryList, type SummaryRow } from '../ui/index.ts'

type About = Pick<Config, 'demo' | 'contact'>

/** Names that stay as they are in every language and script. */
const NAMES = { licence: 'Apache-2.0', tool: 'axe-core', script: 'JavaScript' }

/** Stands in where a demonstration named nobody; the page says that it is made up. */
const DEMO_CONTACT = 'contact@darcha.example'

/** What this is, what it keeps about a person, and how it was tested: for everybody, without signing in. */
export const aboutPages = (about: About) => [
  page('GET /about', (context) =>
    Promise.resolve(
      view(
        context,
        'about',
        <>
          {about.demo ? (
            <Notice tone="waits" title={context.speech.t('about.demo-title')}>
              <p>{context.speech.t('about.demo')}</p>
            </Notice>
          ) : null}
          <Part context={context} name="about.what" />
          <Part context={context} name="about.how" />
          <Part context={context} name="about.free" />
          <Write context={context} about={about} />
        </>,
      ),
    ),
  ),
  page('GET /privacy', (context) =>
    Promise.resolve(
      view(
        context,
        'privacy',
        <>
          <Part context={context} name="about.kept">
            <List context={context} name="about.kept" items={['application', 'found', 'files', 'history']} />
          </Part>
          <Part context={context} name="about.looked">
            <p>
              <a href={context.speech.path('/cabinet/data')}>{context.speech.t('portal.cabinet.data')}</a>
            </p>
          </Part>
          <Section title={context.speech.t('about.how-long.title')}>
            <SummaryList rows={howLong(context)} />
          </Section>
          <Part context={context} name="about.cookies" />
          <Part context={context} name="about.wrong" />
          <Write context={context} about={about} />
        </>,
      ),
    ),
  ),
  page('GET /accessibility', (context) =>
    Promise.resolve(
      view(
        context,
        'accessibility',
        <>
          <Part context={context} name="about.tested">
            <List context={context} name="about.tested" items={['axe', 'keyboard', 'narrow', 'no-script']} />
          </Part>
          <Part context={context} name="about.untested">
            <List context={context} name="about.untested" items={['people', 'readers', 'audit']} />
          </Part>
          <Write context={context} about={about} />
        </>,
      ),
    ),
  ),
]

const view = ({ speech }: PageContext, name: string, body: Child): View => ({
  title: speech.t(`portal.footer.${name}`),
  body: (
    <>
      <PageHeading title={speech.t(`portal.footer.${name}`)} lead={speech.t(`about.lead.${name}`)} />
      {body}
    </>
  ),
})

const Part = ({ context: { speech }, name, children }: { context: PageContext; name: string; children?: Child }) => (
  <Section title={speech.t(`${name}.title`)}>
    <p>{speech.t(`${name}.text`, NAMES)}</p>
    {children}
  </Section>
)

const List = ({
  context: { speech },
  name,
  items,
}: {
  context: PageContext
  name: string
  items: readonly string[]
}) => (
  <ul>
    {items.map((item) => (
      <li>{speech.t(`${name}.${item}`, NAMES)}</li>
    ))}
  </ul>
)

/** How long things are kept, from the very constants that the product forgets them by. */
function howLong({ speech }: PageContext): SummaryRow[] {
  const hours = (seconds: number) => speech.t('about.hours', { count: Math.round(seconds / 3600) })
  const row = (name: string, parameters: Record<string, string> = {}): SummaryRow => ({
    key: speech.t(`about.how-long.${name}`),
    value: speech.t(`about.how-long.${name}-kept`, parameters),
  })
  return [
    row('draft'),
    row('upload', { time: hours(UPLOAD_KEPT_MILLISECONDS / 1000) }),
    row('session', { idle: hours(SESSION_IDLE_SECONDS), whole: hours(SESSION_AGE_SECONDS) }),
    row('form', { time: hours(FORM_KEPT_SECONDS) }),
    row('case'),
  ]
}

/** Whom to write to. */
const Write = ({ context: { speech }, about: { demo, contact } }: { context: PageContext; about: About }) => {
  const address = contact ?? (demo ? DEMO_CONTACT : undefined)
  return (
    <Section title={speech.t('about.write.title')}>
      {address === undefined ? (
        <p>{speech.t('about.write.nobody')}</p>
      ) : (
        <p>
          {speech.t('about.write.text')} <a href={`mailto:${address}`}>{address}</a>
          {contact === undefined ? (
            <>
              {' '}
              <span class="soft">({speech.t('about.write.demo')})</span>
            </>
          ) : null}
        </p>
      )}
    </Section>
  )
}
