import { textKey } from '../../../../kernel/case/index.ts'
import type { CompiledField } from '../../../../kernel/forms/index.ts'
import { factsAbout, stateForAsker, whyUnasked } from '../../model/agreement.ts'
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
  return [...keys].map((key) => {
    const typed = world.country.checkPersonNumber(String(answers[key] ?? ''))
    if (!typed.ok) return null
    const hanging = fields.filter(({ prefill }) => prefill?.by === key)
    const agreement = agreements.find((item) => item.subject === typed.number && item.key === key)
    const shown = hanging.some(({ id }) => draft.found[id]?.status === 'found')
    // a register shows them as related, which opens it: nothing is to be asked
    if (!agreement && shown) return null
    const today = world.country.localDate(now)
    const unasked = whyUnasked(service, key, { birthDate: typed.birthDate, today })
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
        ) : unasked ? (
          <>
            <p>{speech.t(`form.agreement.${unasked}`)}</p>
            {filled.length > 0 ? <p>{speech.t('form.agreement.to-type', { facts: speech.list(filled) })}</p> : null}
            {seen.length > 0 ? <p>{speech.t('form.agreement.for-office', { facts: speech.list(seen) })}</p> : null}
          </>
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
