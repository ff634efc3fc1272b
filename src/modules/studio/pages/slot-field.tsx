import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Field, uiWords } from '../../../ui/index.ts'
import { shownValue, slotName, valueAt, type Slot } from '../model/slots.ts'

export interface SlotFieldProps {
  context: PageContext
  slot: Slot
  /** The file it stands in, read. */
  tree: unknown
  label: string
  hint?: string
  /** What an option is called; default: as it is written. */
  optionName?(option: string): string
  typed?: Pick<Typed, 'values' | 'faults'> | undefined
}

/** One place of a file as a field of a form. */
export function SlotField({ context, slot, tree, label, hint, optionName = (id) => id, typed }: SlotFieldProps) {
  const name = slotName(slot.path)
  const value = typed?.values[name] ?? shownValue(valueAt(tree, slot.path), slot.kind)
  const shared = {
    name,
    id: name.replaceAll(/[^\w-]/g, '-'),
    label,
    words: uiWords(context.speech.t),
    error: typed?.faults[name],
    ...(hint ? { hint } : {}),
    ...(slot.optional ? { optional: true } : {}),
  }
  const options = (slot.options ?? []).map((option) => ({ value: option, text: optionName(option) }))
  switch (slot.kind) {
    case 'long':
      return (
        <Field
          kind="textarea"
          {...shared}
          value={value}
          rows={Math.min(16, Math.max(3, value.split('\n').length + 1))}
        />
      )
    case 'choice':
      return <Field kind="choice" {...shared} value={value} options={options} asList={options.length > 4} />
    case 'choices':
      return <Field kind="choices" {...shared} values={value.split(', ')} options={options} />
    case 'yes':
      return <Field kind="declaration" {...shared} value={value === 'true'} optional />
    default:
      return <Field kind={slot.kind === 'number' ? 'number' : 'text'} {...shared} value={value} />
  }
}
