import type { Speech } from '../../../platform/i18n/index.ts'
import type { Typed } from '../../../platform/http/index.ts'
import { Field, uiWords } from '../../../ui/index.ts'

/** Every operation says why: the field that asks for it. */
export const ReasonField = ({
  speech,
  typed,
  id,
}: {
  speech: Speech
  typed: Pick<Typed, 'values' | 'faults'>
  /** Where a page asks twice. */
  id?: string
}) => (
  <Field
    kind="text"
    name="reason"
    {...(id ? { id } : {})}
    label={speech.t('process.reason')}
    hint={speech.t('process.reason-hint')}
    maxLength={1000}
    value={typed.values['reason'] ?? ''}
    error={typed.faults['reason']}
    words={uiWords(speech.t)}
  />
)
