import type { Child } from '../../../kernel/markup/index.ts'
import type { PageContext, View } from '../../../platform/http/index.ts'
import { entriesFor } from '../../../platform/module/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { Alert, BackLink, ErrorSummary, PageHeading, Tabs } from '../../../ui/index.ts'

export interface AdministrationPage {
  title: string
  caption?: Child
  tags?: Child
  back?: { href: string; text: string }
  /** What has just been done. */
  done?: string | undefined
  /** What was wrong with the form that was sent. */
  faults?: Faults
  body: Child
}

/** Texts of what was wrong, by field; `form` for what belongs to none. */
export type Faults = Record<string, string>

/** Heading and tabs of the administration around one of its pages. */
export function administrationFrame(
  { speech, path, principal, menus }: PageContext,
  { title, caption, tags, back, done, faults = {}, body }: AdministrationPage,
): View {
  const wrong = Object.entries(faults)
  return {
    title: `${title} · ${speech.t('admin.title')}`,
    wide: true,
    status: wrong.length > 0 ? 422 : 200,
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
        {wrong.length > 0 ? (
          <ErrorSummary
            title={speech.t('ui.error-title')}
            errors={wrong.map(([field, text]) => (field === 'form' ? { text } : { field, text }))}
          />
        ) : null}
        {done ? <Alert>{done}</Alert> : null}
        <PageHeading title={title} {...(caption ? { caption } : {})}>
          {tags}
        </PageHeading>
        {body}
      </>
    ),
  }
}

/**
 * Does what a form asks and goes on; a refusal that the person can mend shows the page again with what was wrong.
 * @param named how the page calls the parts that another changed first
 */
export async function attempt(
  context: PageContext,
  work: () => Promise<string>,
  again: (faults: Faults) => Promise<View>,
  named: (parts: string[]) => Promise<string[]> | string[] = (parts) => parts,
): Promise<View | Response> {
  try {
    return context.redirect(await work())
  } catch (error) {
    if (!(error instanceof Refusal) || ![409, 412, 422].includes(error.kind.status)) throw error
    const { speech } = context
    if (error.kind === general['changed-meanwhile'])
      return {
        ...(await again({
          form: speech.t('errors.changed-here', {
            what: speech.list(await named(error.problems.map((problem) => problem.path))),
          }),
        })),
        status: 412,
      }
    const problems = Object.fromEntries(
      error.problems.map((problem) => [problem.path, speech.t(problem.text, problem.parameters)]),
    )
    return again(error.problems.length > 0 ? problems : { form: speech.t(error.kind.text, error.parameters) })
  }
}
