import type { PageContext } from '../../../../platform/http/index.ts'
import { inLanguage } from '../../../../platform/i18n/index.ts'
import { Disclosure, SummaryList, Tag } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'

/** Evidence of a case: what each register said, when, and how fresh it was. */
export function CaseEvidence({ context, service, one }: { context: PageContext; service: RunnableService; one: Pick<ApplicationView, 'evidence'> }) {
  const { speech, world } = context
  const rows = service.passport.evidence.flatMap((wanted) => {
    const found = one.evidence.find((each) => each.evidence === wanted.id)
    if (!found) return []
    const tone = found.status === 'found' ? 'done' : found.status === 'missing' ? 'refused' : 'waits'
    return [{
      key: inLanguage(wanted.name, speech.language),
      value: <><Tag tone={tone}>{speech.t(`casework.evidence.${found.status}`)}</Tag>{found.data ? <Disclosure summary={speech.t('desk.evidence-shown')}><DataList data={found.data} speech={speech} /></Disclosure> : null}</>,
      note: [world.country.registerName(found.register, speech.language), found.asOf ? speech.dateTime(found.asOf) : speech.t('casework.evidence.asked-at', { time: speech.dateTime(found.fetchedAt) }), found.source ?? ''].filter(Boolean).join(' · '),
    }]
  })
  return rows.length === 0 ? null : <SummaryList rows={rows} />
}

/** What a register answered, as it answered: names are its own. */
function DataList({ data, speech }: { data: Record<string, unknown>; speech: PageContext['speech'] }) {
  return <ul class="plain small">{lines(data).slice(0, 60).map(([name, value]) => <li><span class="soft">{name}:</span> <span dir="auto">{typeof value === 'boolean' ? speech.t(value ? 'ui.yes' : 'ui.no') : String(value)}</span></li>)}</ul>
}

function lines(value: unknown, path = ''): [string, unknown][] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return [[path, value]]
  return Object.entries(value).flatMap(([name, inner]) => lines(inner, Array.isArray(value) ? `${path} ${Number(name) + 1}` : path ? `${path} › ${name}` : name))
}
