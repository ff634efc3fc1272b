import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { inLanguage } from '../../../../platform/i18n/index.ts'
import { Section, SummaryList } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'

interface Said { outcome: string; reason?: string; note?: string; at?: string }

/** What others have said in the case: opinions, examinations, decisions, the time that was chosen. Renders nothing at first. */
export function SaidBefore({ context: { speech }, service, variables }: { context: PageContext; service: RunnableService; variables: Variables }) {
  const said = Object.entries(variables).filter((entry): entry is [string, any] => typeof entry[1] === 'object' && entry[1] !== null && typeof (entry[1] as { outcome?: unknown }).outcome === 'string') as [string, Said][]
  if (said.length === 0) return null
  const name = (element: string) => {
    const key = [`stage.${element}`, `task.${element}.title`].find((one) => service.has(one))
    return key ? service.say(speech.language, key, variables) : element
  }
  const ground = (id: string) => { const found = service.passport.refusalGrounds.find((one) => one.id === id); return found ? inLanguage(found.text, speech.language) : '' }
  return <Section title={speech.t('desk.said-before')}><SummaryList rows={said.map(([element, { outcome, reason, note, at }]) => ({
    key: name(element),
    value: `${speech.has(`desk.outcome.${outcome}`) ? speech.t(`desk.outcome.${outcome}`) : outcome}${at ? `: ${speech.dateTime(at)}` : ''}`,
    note: [reason ? ground(reason) : '', note ?? ''].filter(Boolean).map((line) => <span dir="auto">{line}<br /></span>),
  }))} /></Section>
}
