import type { Child } from '../../../kernel/markup/index.ts'
import { faultsOf, NOTHING_TYPED, type PageContext, type Typed, type View } from '../../../platform/http/index.ts'
import { entriesFor } from '../../../platform/module/index.ts'
import { Alert, BackLink, ErrorSummary, PageHeading, Tabs } from '../../../ui/index.ts'

export interface AdministrationPage {
  title: string
  caption?: Child
  tags?: Child
  back?: { href: string; text: string }
  /** What has just been done. */
  done?: string | undefined
  /** The form that was sent and refused. */
  typed?: Typed | undefined
  body: Child
}

/** Heading and tabs of the administration around one of its pages. */
export function administrationFrame(
  { speech, path, principal, menus }: PageContext,
  { title, caption, tags, back, done, typed = NOTHING_TYPED, body }: AdministrationPage,
): View {
  return {
    title: `${title} · ${speech.t('admin.title')}`,
    wide: true,
    status: typed.status,
    body: (
      <>
        <Tabs
          label={speech.t('admin.title')}
          tabs={entriesFor(menus.administration, principal).map((entry) => ({
            href: speech.path(entry.path),
            text: speech.t(entry.text),
            // the first tab is where the others lie below
            current: entry.path === '/administration' ? path === entry.path : `${path}/`.startsWith(`${entry.path}/`),
          }))}
        />
        {back ? <BackLink href={speech.path(back.href)} text={back.text} /> : null}
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOf(typed)} />
        {done ? <Alert>{done}</Alert> : null}
        <PageHeading title={title} {...(caption ? { caption } : {})}>
          {tags}
        </PageHeading>
        {body}
      </>
    ),
  }
}
