import { textKey } from '../../../../kernel/case/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { LinkList } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { sizeText } from '../applicant/field-props.ts'

/** Files of a case with what each was given for; renders nothing when there are none. */
export function CaseFiles({
  context,
  service,
  application,
}: {
  context: PageContext
  service: RunnableService
  application: Pick<ApplicationView, 'id' | 'files' | 'answers'>
}) {
  if (application.files.length === 0) return null
  const { speech } = context
  const label = (field: string) =>
    service.has(textKey.fieldLabel(field))
      ? service.say(speech.language, textKey.fieldLabel(field), { answers: application.answers })
      : ''
  return (
    <LinkList
      links={application.files.map((file) => ({
        href: speech.path(`/cases/${application.id}/files/${file.id}`),
        text: <span dir="auto">{file.name}</span>,
        detail: [label(file.field), sizeText(context, file.size)].filter(Boolean).join(' · '),
      }))}
    />
  )
}
