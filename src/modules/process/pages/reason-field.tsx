import type { Speech } from '../../../platform/i18n/index.ts'
import { Field, uiWords } from '../../../ui/index.ts'
import type { Faults } from './administration-frame.tsx'

/** Every operation says why: the field that asks for it. */
export const ReasonField = ({
  speech,
  value,
  faults,
  id,
}: {
  speech: Speech
  value?: string | null | undefined
  faults?: Faults | undefined /** Where a page asks twice. */
  id?: string
}) => (
  <Field
    kind="text"
    name="reason"
    {...(id ? { id } : {})}
    label={speech.t('process.reason')}
    hint={speech.t('process.reason-hint')}
    maxLength={1000}
    value={value ?? ''}
    error={faults?.['reason']}
    words={uiWords(speech.t)}
  />
)
