import type { Child } from '../../kernel/markup/index.ts'
import type { PageContext, View } from '../../platform/http/index.ts'
import { general, Refusal } from '../../platform/use-case/index.ts'
import { PageHeading, Tabs } from '../../ui/index.ts'

const TABS = [
  ['/cabinet', 'applications'],
  ['/cabinet/documents', 'documents'],
  ['/cabinet/data', 'data'],
  ['/cabinet/people', 'people'],
  ['/cabinet/messages', 'messages'],
  ['/cabinet/sessions', 'sessions'],
] as const

/** The cabinet's heading and tabs around one of its pages. @throws Refusal sign-in-needed */
export function cabinetFrame({ speech, principal, path }: PageContext, body: Child, unread = 0): View {
  if (!principal.personId) throw new Refusal(general['sign-in-needed'])
  const title = speech.t('portal.cabinet.title')
  const part = TABS.find(([href]) => href === path && href !== '/cabinet')
  return {
    title: part ? `${speech.t(`portal.cabinet.${part[1]}`)} · ${title}` : title,
    body: (
      <>
        <PageHeading title={title} {...(principal.actingFor ? { caption: principal.actingFor.name } : {})} />
        <Tabs
          label={title}
          tabs={TABS.map(([href, name]) => ({
            href: speech.path(href),
            text: speech.t(`portal.cabinet.${name}`),
            current: path === href,
            ...(name === 'messages' && unread > 0 ? { count: String(unread), tone: 'action' as const } : {}),
          }))}
        />
        {body}
      </>
    ),
  }
}
