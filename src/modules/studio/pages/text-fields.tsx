import type { PageContext } from '../../../platform/http/index.ts'
import { Field, Tag, uiWords } from '../../../ui/index.ts'
import { textsIn } from '../model/edit-texts.ts'
import { textName } from '../model/text-changes.ts'
import type { ReadDraft } from './frame.tsx'

/** A text of a service in every language beside each other; a missing one is marked, what is made of another is shown. */
export function TextFields({
  context: { speech, world },
  draft,
  keyOf,
  label,
  values = {},
  optional,
  hint,
}: {
  context: PageContext<'country'>
  draft: ReadDraft
  /** Its flat key. */
  keyOf: string
  label: string
  values?: Readonly<Record<string, string>>
  /** It need not be there in any language. */
  optional?: boolean
  hint?: string
}) {
  const { languages } = world.country
  const texts = new Map(languages.written.map((each) => [each, textsIn(draft.files[`texts/${each}.yaml`]).get(keyOf)]))
  const some = [...texts.values()].some((text) => text !== undefined)
  return (
    <fieldset class="side-by-side">
      <legend>
        {label}
        {hint ? <span class="small soft"> {hint}</span> : null}
      </legend>
      <div class="columns" data-columns={String(Math.min(4, languages.written.length))}>
        {languages.written.map((language) => {
          const name = textName(keyOf, language)
          const text = values[name] ?? texts.get(language) ?? ''
          const derived = languages.ids.filter((each) => each !== language && languages.sourceOf(each) === language)
          const missing = text === '' && (some || !optional)
          return (
            <div class="stack" data-gap="small" lang={languages.about(language).tag}>
              <Field
                kind={text.length > 60 || text.includes('\n') ? 'textarea' : 'text'}
                name={name}
                id={name.replaceAll(/[^\w-]/g, '-')}
                label={
                  <>
                    <span class="hidden-visually">{label}: </span>
                    {languages.about(language).name}{' '}
                    {missing ? <Tag tone="waits">{speech.t('studio.texts.missing')}</Tag> : null}
                  </>
                }
                value={text}
                words={uiWords(speech.t)}
              />
              {text === ''
                ? null
                : derived.map((each) => (
                    <p class="small soft" lang={languages.about(each).tag}>
                      {world.country.text({ [language]: text } as never, each)}
                    </p>
                  ))}
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}
