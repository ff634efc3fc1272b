import { sentencesOf, textOf, type Article } from '../../../kernel/act/index.ts'
import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Field, uiWords } from '../../../ui/index.ts'

/** Sentences longer than this are cut in the list of what a comment is about; what is meant stays whole. */
const SHOWN_AT_MOST = 110

/** The fields of a comment, by whomever it is written. @param article what it is about; absent: the whole act */
export function commentFields(
  { speech }: PageContext,
  article: Pick<Article, 'paragraphs'> | undefined,
  { values, faults }: Pick<Typed, 'values' | 'faults'>,
) {
  const words = uiWords(speech.t)
  const text = article ? textOf(article) : ''
  return (
    <>
      {article ? (
        <>
          <Field
            kind="choice"
            name="about"
            asList
            label={speech.t('consultation.form.about')}
            value={values['about'] ?? 'whole'}
            options={[
              { value: 'whole', text: speech.t('consultation.form.article') },
              ...sentencesOf(text).map(({ from, until }) => ({
                value: `${from}-${until}`,
                text: shortened(text.slice(from, until)),
              })),
            ]}
            words={words}
          />
          <Field
            kind="textarea"
            name="passage"
            rows={2}
            optional
            label={speech.t('consultation.form.passage')}
            hint={speech.t('consultation.form.passage-hint')}
            value={values['passage'] ?? ''}
            error={faults['passage']}
            words={words}
          />
        </>
      ) : null}
      <Field
        kind="textarea"
        name="words"
        rows={6}
        maxLength={10_000}
        label={speech.t('consultation.form.words')}
        value={values['words'] ?? ''}
        error={faults['words']}
        words={words}
      />
      <Field
        kind="textarea"
        name="proposal"
        rows={4}
        maxLength={10_000}
        optional
        label={speech.t('consultation.form.proposal')}
        hint={speech.t('consultation.form.proposal-hint')}
        value={values['proposal'] ?? ''}
        error={faults['proposal']}
        words={words}
      />
    </>
  )
}

/**
 * What a form says that a comment is about: words that were typed, else the sentence that was chosen.
 * @param text of the article as it was shown
 */
export function passageOf(form: URLSearchParams, text: string | undefined): { passage?: string; from?: number } {
  const typed = form.get('passage')?.trim()
  if (typed) return { passage: typed }
  const sentence = /^(\d{1,7})-(\d{1,7})$/.exec(form.get('about') ?? '')
  const passage = sentence && text ? text.slice(Number(sentence[1]), Number(sentence[2])) : ''
  return passage ? { passage, from: Number(sentence![1]) } : {}
}

const shortened = (text: string): string =>
  text.length <= SHOWN_AT_MOST ? text : `${text.slice(0, text.lastIndexOf(' ', SHOWN_AT_MOST))} …`
