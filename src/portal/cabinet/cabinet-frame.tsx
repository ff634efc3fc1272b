import type { Child } from '../../kernel/markup/index.ts'
import { countUnread } from '../../modules/casework/index.ts'
import type { PageContext, View } from '../../platform/http/index.ts'
import { listOrganisations } from '../../platform/identity/index.ts'
import { general, Refusal } from '../../platform/use-case/index.ts'
import { BackLink, Button, PageHeading, Tabs } from '../../ui/index.ts'

/** What people come for; there are few, so that they fit a telephone. */
const TABS = [
  ['/cabinet', 'applications'],
  ['/cabinet/documents', 'documents'],
  ['/cabinet/messages', 'messages'],
  ['/cabinet/data', 'data'],
] as const

/** Pages that are led to by the menu below one's name, and by what they are about. */
const OTHERS = [
  ['/cabinet/agreements', 'agreements'],
  ['/cabinet/people', 'people'],
  ['/cabinet/channels', 'channels'],
  ['/cabinet/sessions', 'sessions'],
] as const

/**
 * The cabinet's heading and tabs around one of its pages.
 * @param known how many messages were not read, where the page has counted them already
 * @throws Refusal sign-in-needed
 */
export async function cabinetFrame(context: PageContext, body: Child, known?: number): Promise<View> {
  const { speech, principal, path } = context
  if (!principal.personId) throw new Refusal(general['sign-in-needed'])
  const title = speech.t('portal.cabinet.title')
  const isHere = (href: string) => path === href || (href !== '/cabinet' && path.startsWith(`${href}/`))
  const other = OTHERS.find(([href]) => isHere(href))
  const part = other ?? TABS.find(([href]) => isHere(href) && href !== '/cabinet')
  const unread = other ? 0 : (known ?? (await context.perform(countUnread, {})).unread)
  const named = part && speech.t(`portal.cabinet.${part[1]}`)
  return {
    title: named ? `${named} · ${title}` : title,
    body: (
      <>
        {other ? <BackLink href={speech.path('/cabinet')} text={title} /> : null}
        <PageHeading title={other && named ? named : title} />
        {await ForWhom(context)}
        {other ? null : (
          <Tabs
            label={title}
            tabs={TABS.map(([href, name]) => ({
              href: speech.path(href),
              text: speech.t(`portal.cabinet.${name}`),
              current: isHere(href),
              ...(name === 'messages' && unread > 0 ? { count: String(unread), tone: 'action' as const } : {}),
            }))}
          />
        )}
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
