import type { Json, Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { inLanguage } from '../../../../platform/i18n/index.ts'
import { CheckList, Section, SummaryList } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { lawOfGround } from './law-of-ground.ts'

/** Variables that every case has (docs/handbook/service-format.md); the others are results. */
const GIVEN = ['answers', 'applicant', 'representative', 'service', 'channel', 'filedOn', 'district', 'reference', 'evidence', 'fee', 'appealGrounds']

const isObject = (value: Json | undefined): value is { [name: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the rules of a case worked out, by the name under which it is kept; results of people have an `outcome` by someone and are left out. */
export const ruleResults = (variables: Variables): [name: string, value: Json][] => Object.entries(variables).filter(([name, value]) => !GIVEN.includes(name) && !(isObject(value) && 'outcome' in value))

/** Grounds for refusal that stand anywhere in the rules' results. */
export function groundsFound(variables: Variables, grounds: readonly { id: string }[]): Set<string> {
  const known = new Set(grounds.map((one) => one.id))
  const found = new Set<string>()
  const walk = (value: Json): void => {
    if (typeof value === 'string') { if (known.has(value)) found.add(value) } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk)
  }
  for (const [, value] of ruleResults(variables)) walk(value)
  return found
}

/**
 * What the rules say, for a person to decide by: grounds against first, then the facts worked out.
 * A fact is shown when the service has words for it (`rules.<result>.<name>`). Renders nothing where no rule has run.
 */
export function RulesOutcome({ context, service, variables }: { context: PageContext; service: RunnableService; variables: Variables }) {
  const { speech } = context
  const { passport } = service
  const results = ruleResults(variables)
  const found = groundsFound(variables, passport.refusalGrounds)
  const rows = results.flatMap(([name, value]) => (isObject(value) ? Object.entries(value).map(([part, inner]) => ({ key: `rules.${name}.${part}`, value: inner })) : [{ key: `rules.${name}`, value }]))
    .filter((row) => service.has(row.key) && row.value !== null)
    .map((row) => ({ key: service.say(speech.language, row.key, variables), value: factText(speech, row.value) }))
  const judges = results.some(([, value]) => Array.isArray(value) || (isObject(value) && Object.values(value).some(Array.isArray)))
  if (found.size === 0 && rows.length === 0 && !judges) return null
  return <Section title={speech.t('desk.rules-outcome')}>
    {found.size > 0 ? <CheckList items={passport.refusalGrounds.filter((ground) => found.has(ground.id)).map((ground) => ({ text: inLanguage(ground.text, speech.language), detail: lawOfGround(context, passport, ground), tone: 'refused' }))} />
      : judges ? <CheckList items={[{ text: speech.t('desk.rules-nothing'), tone: 'done' }]} /> : null}
    {rows.length > 0 ? <SummaryList rows={rows} /> : null}
  </Section>
}

function factText(speech: PageContext['speech'], value: Json): string {
  if (typeof value === 'boolean') return speech.t(value ? 'ui.yes' : 'ui.no')
  if (typeof value === 'number') return speech.number(value)
  if (Array.isArray(value)) return speech.list(value.map((one) => factText(speech, one)))
  return typeof value === 'string' ? value : ''
}
