import { textKey } from '../../../../kernel/case/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { CheckList, Section, SummaryList, type CheckItem } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { LastSaid } from '../../model/said-in-case.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { rulesTrace } from '../case/rules-trace.tsx'
import { rulesOutcome } from './rules-outcome.tsx'
import { saidBefore } from './said-before.tsx'

interface WhatDecidesProps {
  context: PageContext<'country'>
  service: RunnableService
  application: ApplicationView & { said: Readonly<Record<string, LastSaid>> }
  variables: Variables
  /** What the rules worked out. */
  results: Variables
}

/**
 * What a decision rests on, before all evidence: what speaks against it or is missing, what rules, bodies and registers
 * say, and how the rules came to it. Renders nothing where nothing was said yet.
 */
export async function whatDecides({ context, service, application: item, variables, results }: WhatDecidesProps) {
  const { speech } = context
  const { checks, rows } = rulesOutcome({ context, service, results, variables })
  const items = [
    ...checks,
    ...saidBefore({
      context,
      service,
      said: item.said,
      variables: Object.fromEntries(Object.entries(variables).filter(([name]) => results[name] === undefined)),
    }),
    ...registersSay(context, service, item),
    ...disputes(context, service, item, variables),
    ...open(context, item),
  ].sort((a, b) => weight(a) - weight(b))
  const trace = await rulesTrace({ context, service, application: item.id, variables, side: 'office' })
  if (items.length === 0 && rows.length === 0 && !trace) return null
  return (
    <Section title={speech.t('desk.what-decides')} id="what-decides">
      {items.length > 0 ? <CheckList items={items} /> : null}
      {rows.length > 0 ? <SummaryList rows={rows} /> : null}
      {trace}
    </Section>
  )
}

/** What speaks against it stands first, then what is missing. */
const weight = ({ tone }: CheckItem): number => (tone === 'refused' ? 0 : tone === 'waits' ? 1 : 2)

/** Registers that have nothing or are silent, each; else that all have answered. */
function registersSay(
  { speech, world }: PageContext<'country'>,
  { passport }: RunnableService,
  { evidence }: ApplicationView,
): CheckItem[] {
  const lacking = evidence.filter(({ status }) => status !== 'found' && status !== 'answered')
  const all = { text: <a href="#evidence">{speech.t('desk.registers-here', { count: evidence.length })}</a> }
  if (lacking.length === 0) return evidence.length > 0 ? [{ ...all, tone: 'done' }] : []
  return lacking.map(({ evidence: id, register, status }) => {
    const wanted = passport.evidence.find((candidate) => candidate.id === id)
    return {
      text: (
        <>
          <a href="#evidence">{wanted ? speech.text(wanted.name) : id}</a>{' '}
          <b>{speech.t(`casework.evidence.${status}`)}</b>
        </>
      ),
      detail: world.country.registerName(register, speech.language),
      tone: status === 'missing' ? 'refused' : 'waits',
    }
  })
}

/** What the applicant says is not right in a register. */
const disputes = (
  { speech }: PageContext,
  service: RunnableService,
  { disputed }: ApplicationView,
  variables: Variables,
): CheckItem[] =>
  disputed.map(({ field, remark }) => {
    const label = textKey.fieldLabel(field)
    return {
      text: (
        <>
          <a href="#answers">{service.has(label) ? service.say(speech.language, label, variables) : field}</a>{' '}
          <b>{speech.t('casework.disputed')}</b>
        </>
      ),
      detail: <span dir="auto">{remark}</span>,
      tone: 'waits',
    }
  })

/** Questions that wait for an answer. */
const open = ({ speech, world }: PageContext<'country'>, item: ApplicationView): CheckItem[] => [
  ...item.questions.map(
    ({ text, sentAt }): CheckItem => ({
      text: speech.t('desk.waits-for-answer', { date: speech.date(sentAt) }),
      detail: <span dir="auto">{text}</span>,
      tone: 'waits',
    }),
  ),
  ...item.inquiries
    .filter(({ answer }) => !answer)
    .map(({ id, office, fromOffice, dueAt }): CheckItem => {
      const name = (body: string) => world.country.displayName(body, speech.language)
      return {
        text: <a href={`#inquiry-${id}`}>{speech.t('desk.asks', { from: name(fromOffice), to: name(office) })}</a>,
        detail: speech.t('casework.task.by', { date: speech.date(dueAt) }),
        tone: 'waits',
      }
    }),
]
