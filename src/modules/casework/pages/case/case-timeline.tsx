import type { PageContext } from '../../../../platform/http/index.ts'
import { Disclosure, Timeline, uiWords } from '../../../../ui/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { timelineItems } from './timeline-items.ts'

/** So much of what happened stands open at the desk; what was before unfolds. */
const LAST = 3

/**
 * The story of a case, oldest first: what was done, what goes on now, what comes. The applicant reads it whole, the
 * office its end.
 */
export function CaseTimeline({
  context,
  application,
  side,
}: {
  context: PageContext<'country'>
  application: Pick<ApplicationView, 'timeline'>
  side: 'applicant' | 'office'
}) {
  const { t } = context.speech
  const items = timelineItems(context, application, side)
  const done = items.filter(({ state }) => state === 'done').length
  const folded = side === 'office' && done > LAST + 1 ? done - LAST : 0
  const part = (label: string, from: number, to?: number) => (
    <Timeline words={uiWords(t)} label={label} items={items.slice(from, to)} />
  )
  const last = part(t('casework.timeline.title'), folded)
  if (folded === 0) return last
  const before = t('casework.timeline.before', { count: folded })
  return (
    <>
      <Disclosure summary={before}>{part(before, 0, folded)}</Disclosure>
      {last}
    </>
  )
}
