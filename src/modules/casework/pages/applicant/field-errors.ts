import type { FieldError } from '../../../../kernel/forms/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { inLanguage } from '../../../../platform/i18n/index.ts'
import type { OpenDraft } from './open-draft.ts'

/** What is wrong with a field, in the person's language; a rule of the service speaks by its own text. */
export function errorText({ speech }: PageContext, { service, variables }: OpenDraft, error: FieldError): string {
  const label = service.has(`field.${error.field}.label`) ? service.say(speech.language, `field.${error.field}.label`, variables) : error.field
  if (error.code.startsWith('rule:')) return service.say(speech.language, error.code.slice(5), variables)
  const { date, ...rest } = error.params
  return speech.t(`form.error.${error.code}`, { label, ...rest, ...(typeof date === 'string' ? { date: speech.date(date) } : {}) })
}

export const serviceName = ({ speech }: PageContext, { service }: Pick<OpenDraft, 'service'>): string => inLanguage(service.passport.name, speech.language)
