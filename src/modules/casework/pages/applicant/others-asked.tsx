import { textKey } from '../../../../kernel/case/index.ts'
import type { CompiledField } from '../../../../kernel/forms/index.ts'
import { factsAbout, isChild, stateForAsker } from '../../model/agreement.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { Notice, TextButton } from '../../../../ui/index.ts'
import type { OpenDraft } from './open-draft.ts'

const PREFIX = 'agree:'

/** The field whose person is to be asked, by the button that was pressed. */
export const whomToAsk = (act: string | null): string | undefined =>
  act?.startsWith(PREFIX) ? act.slice(PREFIX.length) : undefined

/** Of another person it is only said whether what was typed is so: a way to ask them, and how that stands. */
export function OthersAsked({
  context: { now, speech, world },
  open: { service, variables, draft, answers, agreements },
  fields,
}: {
  context: PageContext<'country'>
  open: OpenDraft
  fields: readonly CompiledField[]
}) {
  const keys = new Set(
    fields.flatMap(({ id, prefill }) => prefill?.by ?? (factsAbout(service, id).length > 0 ? [id] : [])),
  )
  const unasked = new Set(
    service.form!.pages.flatMap((page) =>
      page.fields.flatMap(({ id, mayBeAsked }) => (mayBeAsked === false ? id : [])),
    ),
  )
  return [...keys].map((key) => {
    const typed = world.country.checkPersonNumber(String(answers[key] ?? ''))
    if (!typed.ok) return null
    const hanging = fields.filter(({ prefill }) => prefill?.by === key)
    const agreement = agreements.find((item) => item.subject === typed.number && item.key === key)
    const shown = hanging.some(({ id }) => draft.found[id]?.status === 'found')
    if (!agreement && (shown || unasked.has(key))) return null
    const child = isChild(typed.birthDate, world.country.localDate(now))
    const who = service.has(textKey.fieldWho(key))
      ? service.say(speech.language, textKey.fieldWho(key), variables)
      : service.say(speech.language, textKey.fieldLabel(key), variables)
    const facts = factsAbout(service, key)
    const filled = facts.flatMap(({ field }) =>
      field === undefined ? [] : [service.say(speech.language, textKey.fieldLabel(field), variables)],
    )
    const seen = facts.flatMap(({ evidence }) =>
      service.passport.evidence.flatMap(({ id, name }) => (id === evidence ? [speech.text(name)] : [])),
    )
    return (
      <Notice tone="neutral" title={speech.t('form.agreement.title', { who })}>
        {agreement ? (
          <p>{speech.t(`form.agreement.${stateForAsker(agreement.state)}`, { date: speech.date(agreement.until) })}</p>
        ) : child ? (
          <p>{speech.t('form.agreement.child')}</p>
        ) : (
          <>
            {filled.length > 0 ? <p>{speech.t('form.agreement.text', { facts: speech.list(filled) })}</p> : null}
            {seen.length > 0 ? <p>{speech.t('form.agreement.evidence', { facts: speech.list(seen) })}</p> : null}
            <p>
              <TextButton name="act" value={`${PREFIX}${key}`}>
                {speech.t('form.agreement.ask')}
              </TextButton>
            </p>
          </>
        )}
      </Notice>
    )
  })
}
