import type { PageContext } from '../../../../platform/http/index.ts'
import { Timeline, uiWords } from '../../../../ui/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { timelineItems } from './timeline-items.ts'

/** The story of a case, oldest first: what was done, what goes on now, what comes. */
export const CaseTimeline = ({
  context,
  application,
  side,
}: {
  context: PageContext<'country'>
  application: Pick<ApplicationView, 'timeline'>
  side: 'applicant' | 'office'
}) => (
  <Timeline
    words={uiWords(context.speech.t)}
    label={context.speech.t('casework.timeline.title')}
    items={timelineItems(context, application, side)}
  />
)
