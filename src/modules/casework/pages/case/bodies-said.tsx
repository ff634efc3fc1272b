import { actKey } from '../../../../kernel/case/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { SummaryList } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'

/** What each body that was asked said, with its reason: the applicant reads it as the office does. */
export const BodiesSaid = ({
  context: { speech, world },
  service,
  application,
}: {
  context: PageContext<'country'>
  service: RunnableService
  application: Pick<ApplicationView, 'opinions'>
}) => (
  <SummaryList
    rows={application.opinions.map(({ act, outcome, office, ground, note, at }) => {
      const found = service.passport.refusalGrounds.find(({ id }) => id === ground)
      return {
        key: world.country.displayName(office, speech.language),
        value: speech.t(actKey.said(act, outcome)),
        note: [found ? speech.text(found.text) : '', note ?? '', speech.dateTime(at)].filter(Boolean).map((line) => (
          <span dir="auto">
            {line}
            <br />
          </span>
        )),
      }
    })}
  />
)
