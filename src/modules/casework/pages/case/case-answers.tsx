import { textKey } from '../../../../kernel/case/index.ts'
import { visiblePages } from '../../../../kernel/forms/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { SummaryList } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { answerRows } from './answer-rows.tsx'

/**
 * What the applicant answered, by the pages of the form, in the service's own words.
 * Files and declarations are left out: files stand in `CaseFiles`, and a case without its declarations is never filed.
 */
export function CaseAnswers({
  context,
  service,
  application,
  variables,
}: {
  context: PageContext<'country'>
  service: RunnableService
  application: Pick<ApplicationView, 'answers' | 'applicant' | 'disputed' | 'partial'>
  variables: Variables
}) {
  const given: Variables = { applicant: application.applicant, ...variables, answers: application.answers }
  const pages = visiblePages(service.form!, given)
    .map((page) => ({
      id: page.id,
      fields: page.fields.filter(
        (field) =>
          field.kind !== 'file' &&
          field.kind !== 'declaration' &&
          (!application.partial || Object.hasOwn(application.answers, field.id)),
      ),
    }))
    .filter((page) => page.fields.length > 0)
  return (
    <div class="answers">
      {pages.map((page) => (
        <section class="stack" data-gap="small">
          <h3>{service.say(context.speech.language, textKey.pageTitle(page.id), given)}</h3>
          <SummaryList
            rows={answerRows(context, service, page.fields, application.answers, given, application.disputed)}
          />
        </section>
      ))}
    </div>
  )
}
