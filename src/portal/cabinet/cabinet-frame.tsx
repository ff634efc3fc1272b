import type { Child } from '../../kernel/markup/index.ts'
import type { PageContext, View } from '../../platform/http/index.ts'
import { listOrganisations } from '../../platform/identity/index.ts'
import { general, Refusal } from '../../platform/use-case/index.ts'
import { Button, PageHeading, Tabs } from '../../ui/index.ts'

const TABS = [
  ['/cabinet', 'applications'],
  ['/cabinet/documents', 'documents'],
  ['/cabinet/data', 'data'],
  ['/cabinet/agreements', 'agreements'],
  ['/cabinet/people', 'people'],
  ['/cabinet/messages', 'messages'],
  ['/cabinet/sessions', 'sessions'],
] as const

/** The cabinet's heading and tabs around one of its pages. @throws Refusal sign-in-needed */
export async function cabinetFrame(context: PageContext, body: Child, unread = 0): Promise<View> {
  const { speech, principal, path } = context
  if (!principal.personId) throw new Refusal(general['sign-in-needed'])
  const title = speech.t('portal.cabinet.title')
  const isHere = (href: string) => path === href || (href !== '/cabinet' && path.startsWith(`${href}/`))
  const part = TABS.find(([href]) => isHere(href) && href !== '/cabinet')
  return {
    title: part ? `${speech.t(`portal.cabinet.${part[1]}`)} · ${title}` : title,
    body: (
      <>
        <PageHeading title={title} />
        {await ForWhom(context)}
        <Tabs
          label={title}
          tabs={TABS.map(([href, name]) => ({
            href: speech.path(href),
            text: speech.t(`portal.cabinet.${name}`),
            current: isHere(href),
            ...(name === 'messages' && unread > 0 ? { count: String(unread), tone: 'action' as const } : {}),
          }))}
        />
        {body}
      </>
    ),
  }
}

/** Whose affairs these are, and a way to the others one acts for; renders nothing for who acts for nobody. */
async function ForWhom(context: PageContext) {
  const { speech, principal, path } = context
  const { items } = await context.perform(listOrganisations, {})
  if (items.length === 0 && !principal.actingFor) return null
  const others = items.filter(({ number }) => number !== principal.actingFor?.number)
  return (
    <form class="acting" method="post" action={speech.path('/act-for')}>
      <input type="hidden" name="returnTo" value={speech.path(path)} />
      <p>
        <strong>
          {principal.actingFor
            ? speech.t('portal.cabinet.acting', { name: principal.actingFor.name })
            : speech.t('portal.cabinet.acting-self')}
        </strong>
      </p>
      {principal.actingFor ? (
        <Button look="secondary" name="organisation" value="">
          {speech.t('portal.cabinet.act-as-self')}
        </Button>
      ) : null}
      {others.map(({ number, name }) => (
        <Button look="secondary" name="organisation" value={number}>
          {speech.t('portal.cabinet.act-as', { name })}
        </Button>
      ))}
    </form>
  )
}
