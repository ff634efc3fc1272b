import type { PageContext } from '../../../../platform/http/index.ts'
import { Button, Buttons, Panel, SummaryList } from '../../../../ui/index.ts'
import type { OpenDraft } from '../applicant/open-draft.ts'
import { serviceName } from '../applicant/field-errors.ts'

/**
 * What is printed and handed over when the line is away: whose and what, the time of receipt at the counter, a mark to
 * find it by.
 */
export function ProvisionalSlip({ context, open }: { context: PageContext<'country'>; open: OpenDraft }) {
  const { speech, world } = context
  const { draft } = open
  return (
    <template data-slip>
      <Panel title={speech.t('counter.line.slip-title')} number="{mark}">
        {serviceName(context, open)}
      </Panel>
      <SummaryList
        rows={[
          { key: speech.t('counter.receipt-for'), value: draft.walkIn?.name ?? '' },
          // the stamp on a paper is its time of receipt
          {
            key: speech.t('counter.line.slip-received'),
            value: draft.receivedAt ? speech.dateTime(draft.receivedAt) : <span data-time></span>,
          },
          { key: speech.t('counter.title'), value: world.country.displayName(draft.office!, speech.language) },
        ]}
      />
      <p data-note>{speech.t('counter.line.slip-note')}</p>
      <p role="status" class="row" data-outcome></p>
      <Buttons>
        <Button type="button">{speech.t('ui.print')}</Button>
      </Buttons>
    </template>
  )
}
