import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Field, uiWords } from '../../../ui/index.ts'
import { KINDS } from '../model/kinds.ts'

/** Where a system is told, and of what. @param known what stands now, where something does */
export function WishFields({
  context: { speech },
  typed,
  known = { address: '', events: [] },
}: {
  context: PageContext
  typed: Pick<Typed, 'values' | 'faults'>
  known?: { address: string; events: readonly string[] }
}) {
  const words = uiWords(speech.t)
  return (
    <>
      <Field
        kind="text"
        name="address"
        label={speech.t('webhooks.address')}
        hint={speech.t('webhooks.address-hint')}
        maxLength={500}
        value={typed.values['address'] ?? known.address}
        error={typed.faults['address']}
        words={words}
      />
      <Field
        kind="choices"
        name="events"
        label={speech.t('webhooks.events')}
        hint={speech.t('webhooks.events-hint')}
        values={known.events}
        error={typed.faults['events']}
        options={KINDS.map((kind) => ({
          value: kind,
          text: speech.t(`webhooks.event.${kind.replace('.', '-')}`),
          hint: <code>{kind}</code>,
        }))}
        words={words}
      />
    </>
  )
}
