import { textKey } from '../../../../kernel/case/index.ts'
import { kindOf, type CompiledField } from '../../../../kernel/forms/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { Tag, type SummaryRow } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { Disputed } from '../../model/disputed.ts'

/**
 * Answers of fields as people read them: labels and options in the service's words, dates and money as the language
 * writes them.
 */
export function answerRows(
  context: PageContext<'country'>,
  service: RunnableService,
  fields: readonly CompiledField[],
  answers: Record<string, any>,
  variables: Variables,
  disputed: readonly Disputed[] = [],
): SummaryRow[] {
  return fields.map((field) => {
    const value = answerText(context, service, field, answers[field.id], variables)
    const said = disputed.find((candidate) => candidate.field === field.id)
    return {
      key: labelOf(context, service, field, variables),
      value,
      ...(said
        ? {
            note: (
              <Remark
                context={context}
                said={said}
                value={answerText(context, service, field, said.value, variables)}
              />
            ),
          }
        : {}),
    }
  })
}

/** What the register says and what the applicant says to it, under the answer. */
const Remark = ({
  context: { speech, world },
  said,
  value,
}: {
  context: PageContext<'country'>
  said: Disputed
  value: string
}) => (
  <>
    <span dir="auto">
      {said.value === null
        ? speech.t('form.found-differs', { register: world.country.registerName(said.register, speech.language) })
        : speech.t('form.found-in', { register: world.country.registerName(said.register, speech.language), value })}
    </span>
    <br />
    <Tag tone="waits">{speech.t('casework.disputed')}</Tag> <span dir="auto">{said.remark}</span>
  </>
)

const labelOf = (
  { speech }: PageContext,
  service: RunnableService,
  field: CompiledField,
  variables: Variables,
): string =>
  service.has(textKey.fieldLabel(field.id))
    ? service.say(speech.language, textKey.fieldLabel(field.id), variables)
    : field.id

/** One answer as text; nothing answered is an empty text. */
export function answerText(
  { speech, world }: PageContext<'country'>,
  service: RunnableService,
  field: CompiledField,
  value: unknown,
  variables: Variables = {},
): string {
  if (value === undefined || value === null || value === '') return ''
  const option = (item: unknown) => {
    const key = textKey.fieldOption(field.id, String(item))
    return service.has(key) ? service.say(speech.language, key, variables) : String(item)
  }
  switch (kindOf(field.kind).shownAs) {
    case 'option':
      return option(value)
    case 'options':
      return Array.isArray(value) ? speech.list(value.map(option)) : String(value)
    case 'yes-no':
      return speech.t(value === true ? 'ui.yes' : 'ui.no')
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? speech.date(value) : String(value)
    case 'money':
      return typeof value === 'number' ? speech.money(world.country.money(value).minor) : String(value)
    case 'number':
      return typeof value === 'number' ? speech.number(value) : String(value)
    case 'place':
      return world.country.placeName(String(value), speech.language)
    case 'files':
      return Array.isArray(value)
        ? value.map((file) => String((file as { name?: unknown } | null)?.name ?? '')).join(', ')
        : ''
    default:
      return String(value)
  }
}
