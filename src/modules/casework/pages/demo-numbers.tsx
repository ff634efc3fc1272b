import { textKey } from '../../../kernel/case/index.ts'
import type { CompiledField } from '../../../kernel/forms/index.ts'
import type { PageContext } from '../../../platform/http/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
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

/**
 * What the demonstration's example of a service types of other people into these fields: their numbers, and what
 * registers compare with these. One's own comes by itself.
 */
export function exampleNumbers(
  { world, speech }: PageContext<'demoNumbers'>,
  service: RunnableService,
  fields: readonly CompiledField[],
): { name: string; number: string }[] {
  if (world.demoNumbers.length === 0) return []
  const answers = service.example()?.answers ?? {}
  return fields
    .filter(({ kind, prefill }) => kind === 'person-number' || kind === 'organisation-number' || prefill?.by)
    .flatMap(({ id, kind }) => {
      const given = answers[id]
      return typeof given === 'string' && kind !== 'district'
        ? [{ name: service.say(speech.language, textKey.fieldLabel(id), { answers: {} }), number: given }]
        : []
    })
}
