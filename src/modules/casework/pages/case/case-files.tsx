import { textKey } from '../../../../kernel/case/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { LinkList } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { SCAN } from '../../model/scan.ts'
import { sizeText } from '../applicant/field-props.ts'

/** Kinds a browser draws as a picture and nothing else: what was uploaded never runs within our pages. */
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])

/** Files of a case with what each was given for; pictures open in place. Renders nothing when there are none. */
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
    field === SCAN
      ? speech.t('casework.scan')
      : service.has(textKey.fieldLabel(field))
        ? service.say(speech.language, textKey.fieldLabel(field), { answers: application.answers })
        : ''
  const href = (id: string) => speech.path(`/cases/${application.id}/files/${id}`)
  return (
    <>
      <LinkList
        links={application.files.map((file) => ({
          href: href(file.id),
          text: <span dir="auto">{file.name}</span>,
          detail: [label(file.field), kindOf(file.name, file.type), sizeText(context, file.size)]
            .filter(Boolean)
            .join(' · '),
        }))}
      />
      {application.files
        .filter(({ type }) => PICTURES.has(type))
        .map((file) => (
          <details class="more picture">
            <summary dir="auto">{speech.t('desk.look-at', { name: file.name })}</summary>
            <img src={href(file.id)} alt={label(file.field) || file.name} loading="lazy" />
          </details>
        ))}
    </>
  )
}

/** `PDF`, `JPG`: as people call it. */
const kindOf = (name: string, type: string): string =>
  (/\.([a-z0-9]{2,5})$/i.exec(name)?.[1] ?? type.split('/')[1] ?? '').toUpperCase()
