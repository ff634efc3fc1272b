import type { PageContext } from '../../../../platform/http/index.ts'
import { Messages } from '../../../../ui/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'

/** The talk inside a case. @param side whose words stand as one's own */
export function CaseMessages({
  context: { speech, world },
  application,
  side,
}: {
  context: PageContext<'country'>
  application: Pick<ApplicationView, 'messages' | 'applicant'>
  side: 'office' | 'applicant'
}) {
  const office = (id: string | null) =>
    id ? world.country.displayName(id, speech.language) : speech.t('casework.officer')
  const applicant =
    side === 'applicant' ? speech.t('casework.messages.you') : String(application.applicant['name'] ?? '')
  if (application.messages.length === 0) return <p class="soft">{speech.t('casework.messages.none')}</p>
  return (
    <Messages
      messages={application.messages.map((message) => ({
        from: message.side === 'applicant' ? applicant : office(message.office),
        when: speech.dateTime(message.sentAt),
        at: message.sentAt,
        text: message.text,
        own: message.side === side,
      }))}
    />
  )
}
