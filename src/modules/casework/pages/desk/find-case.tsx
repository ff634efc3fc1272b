import { readCaseNumber } from '../../../../kernel/values/index.ts'
import type { PageContext, View } from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import { PageHeading, Search } from '../../../../ui/index.ts'
import { findCaseByNumber } from '../../use/find-case.ts'
import { getApplicationView } from '../../use/get-application.ts'
import { officeOf } from './desk-office.ts'

/**
 * By an application's number straight to its case. One that the person may not read is not told from one that is not
 * there.
 */
export async function findCase(context: PageContext): Promise<View | Response> {
  const { speech } = context
  const office = officeOf(context)
  const typed = (context.query.get('q') ?? '').trim().slice(0, 500)
  const number = readCaseNumber(typed)
  const { application } = number
    ? await context.perform(findCaseByNumber, { office, number })
    : { application: undefined }
  if (application && (await mayRead(context, application))) return context.redirect(`/desk/cases/${application}`)
  return {
    title: speech.t('portal.search.none'),
    wide: true,
    status: 404,
    body: (
      <>
        <PageHeading title={speech.t('portal.search.none')} lead={speech.t('desk.search-remedy')} />
        <Search
          action={speech.path('/desk')}
          label={speech.t('desk.search')}
          button={speech.t('ui.search')}
          value={typed}
        />
        <p>
          <a href={speech.path('/desk')}>{speech.t('desk.queue')}</a>
        </p>
      </>
    ),
  }
}

async function mayRead(context: PageContext, application: string): Promise<boolean> {
  try {
    await context.perform(getApplicationView, { application })
    return true
  } catch (error) {
    if (error instanceof Refusal && error.kind === general['not-allowed']) return false
    throw error
  }
}
