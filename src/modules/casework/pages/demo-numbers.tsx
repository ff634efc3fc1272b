import type { PageContext } from '../../../platform/http/index.ts'
import { Notice, SummaryList } from '../../../ui/index.ts'

/** What a visitor of the demonstration can type here; renders nothing where there is none. */
export const DemoNumbers = ({
  context: { speech },
  numbers,
}: {
  context: PageContext
  numbers: readonly { name: string; number: string }[]
}) =>
  numbers.length === 0 ? null : (
    <Notice tone="neutral" title={speech.t('ui.demo-type')}>
      <SummaryList
        rows={numbers.map(({ name, number }) => ({ key: name, value: <span class="num">{number}</span> }))}
      />
    </Notice>
  )
