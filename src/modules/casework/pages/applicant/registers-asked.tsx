import { lawName, type RunnableService } from '../../../catalogue/index.ts'
import { textKey } from '../../../../kernel/case/index.ts'
import { namedIn, type CompiledField } from '../../../../kernel/forms/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { Disclosure, Notice, SummaryList } from '../../../../ui/index.ts'
import type { OpenDraft } from './open-draft.ts'

/** What a register is asked: of whom, and which fact by its name. */
interface Question {
  /** The field that holds the person's or organisation's number; undefined = the applicant. */
  about: string | undefined
  register: string
  fact: string
}

/**
 * Before a declaration by which registers may be asked: which these are, of whom, for what, on what basis, what happens
 * without it and that it can be taken back; at a counter, that it is the person's to say. Renders nothing on other pages.
 */
export function RegistersAsked({
  context: { speech, world },
  open: { service, draft, variables, who: by },
  fields,
}: {
  context: PageContext<'country'>
  open: OpenDraft
  fields: readonly CompiledField[]
}) {
  const declared = fields.filter(({ registers }) => registers !== undefined)
  if (declared.length === 0) return null
  const covered = (register: string) =>
    declared.some(({ registers }) => registers === 'all' || registers?.includes(register))
  const nameOf = (id: string) => world.country.registerName(id, speech.language)
  const say = (key: string) => service.say(speech.language, key, variables)
  const held = service.passport.evidence.filter(({ heldByState, register }) => heldByState && register)
  const questions = questionsOf(service, (text) => speech.text(text), say).filter(({ register }) => covered(register))
  const law = lawName({ speech, country: world.country }, service.passport, declared[0]!.why, { dated: true })
  const nameFor = (about: string | undefined) => {
    if (about !== undefined)
      return speech.t('form.consent.about', {
        who: say(service.has(textKey.fieldWho(about)) ? textKey.fieldWho(about) : textKey.fieldLabel(about)),
      })
    return by.organisation === null
      ? speech.t('form.consent.about-you')
      : speech.t('form.consent.about-firm', { firm: by.applicant.name })
  }
  const close = world.country.registers.filter(({ relatives }) => relatives.length > 0).map(({ id }) => nameOf(id))
  return (
    <>
      {draft.walkIn ? (
        <Notice tone="waits" title={speech.t('form.consent.at-counter', { name: draft.walkIn.name })} />
      ) : null}
      {questions.length > 0 ? (
        <>
          <p>{law ? speech.t('form.consent.asked-by-law', { law }) : speech.t('form.consent.asked')}</p>
          <SummaryList
            rows={[...new Set(questions.map(({ about }) => about))].map((about) => {
              const them = questions.filter((question) => question.about === about)
              return {
                key: nameFor(about),
                value: speech.list([...new Set(them.map(({ register }) => nameOf(register)))]),
                note: [...new Set(them.map(({ fact }) => fact))].join(' · '),
              }
            })}
          />
        </>
      ) : null}
      <p>{speech.t(held.length > 0 ? 'form.consent.without' : 'form.consent.without-plain')}</p>
      {held.length > 0 ? (
        <Disclosure summary={speech.t('form.consent.papers')}>
          <ul>
            {held.map(({ name }) => (
              <li>{speech.text(name)}</li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
      <p>{speech.t('form.consent.back')}</p>
      {close.length > 0 ? <p>{speech.t('form.consent.relatives', { registers: speech.list(close) })}</p> : null}
    </>
  )
}

/** What registers are asked to fill in the form and as evidence; of whom an expression is about, as far as it names fields. */
function questionsOf(
  { form, passport }: Pick<RunnableService, 'form' | 'passport'>,
  text: (localized: RunnableService['passport']['name']) => string,
  say: (key: string) => string,
): Question[] {
  const fields = form?.pages.flatMap((page) => page.fields) ?? []
  const filled = fields.flatMap(({ id, prefill }) =>
    prefill ? [{ about: prefill.by, register: prefill.register, fact: say(textKey.fieldLabel(id)) }] : [],
  )
  const evidence = passport.evidence.flatMap(({ heldByState, register, about, name }) => {
    if (!heldByState || register === undefined) return []
    const { own, others } = namedIn(form, about)
    return [...(own ? [undefined] : []), ...others].map((of) => ({ about: of, register, fact: text(name) }))
  })
  // first what is asked about the applicant
  return [...filled, ...evidence].sort((a, b) => Number(a.about !== undefined) - Number(b.about !== undefined))
}
