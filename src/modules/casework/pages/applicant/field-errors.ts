import { textKey } from '../../../../kernel/case/index.ts'
import type { CompiledField, FieldError } from '../../../../kernel/forms/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { differenceProblem, type Difference } from '../../model/differences.ts'
import { answerText } from '../case/answer-rows.tsx'
import type { OpenDraft } from './open-draft.ts'

/** What is wrong with a field, in the person's language; a rule of the service speaks by its own text. */
export function errorText({ speech }: PageContext, { service, variables }: OpenDraft, error: FieldError): string {
  const label = service.has(textKey.fieldLabel(error.field))
    ? service.say(speech.language, textKey.fieldLabel(error.field), variables)
    : error.field
  if (error.code.startsWith('rule:')) return service.say(speech.language, error.code.slice(5), variables)
  const { date, ...rest } = error.params
  return speech.t(`form.error.${error.code}`, {
    label,
    ...rest,
    ...(typeof date === 'string' ? { date: speech.date(date) } : {}),
  })
}

/** What another window put into a field that was touched here too. */
export function changedText(
  context: PageContext<'country'>,
  { service, draft, variables }: OpenDraft,
  field: CompiledField,
): string {
  const { speech } = context
  const label = service.has(textKey.fieldLabel(field.id))
    ? service.say(speech.language, textKey.fieldLabel(field.id), variables)
    : field.id
  if (field.kind === 'file') return speech.t('form.error.changed-file', { label })
  return speech.t('form.error.changed-meanwhile', {
    label,
    value: answerText(context, service, field, draft.answers[field.id], variables) || speech.t('form.answer-none'),
  })
}

/** That an answer is not what a register has for the number it belongs to. */
export function differenceSaid(
  context: PageContext<'country'>,
  { service, variables }: OpenDraft,
  difference: Difference,
): string {
  const { speech, world } = context
  const { field, fact } = difference
  const { text, parameters } = differenceProblem(difference, {
    label: service.say(speech.language, textKey.fieldLabel(field.id), variables),
    register: world.country.registerName(fact.register, speech.language),
    value: answerText(context, service, field, fact.value, variables),
  })
  return speech.t(text, parameters)
}

export const serviceName = ({ speech }: PageContext, { service }: Pick<OpenDraft, 'service'>): string =>
  speech.text(service.passport.name)
