import type { Child } from '../../../kernel/markup/index.ts'
import {
  answerPost,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { Button, Buttons, dateFromParts, Disclosure, Field, Form, Section, uiWords } from '../../../ui/index.ts'
import { compareTexts } from '../use/compare-texts.ts'
import { listAnswers } from '../use/list-answers.ts'
import { nameChange } from '../use/name-change.ts'
import { answerLines } from './comment-card.tsx'
import { changeTitle } from './words.ts'

/** Something that an answer can name as its change: its value in a form, and what is read of it. */
export type ChangeOption = { value: string; text: string }

/** All that differs between the texts of a discussion, the newest text first. */
export async function changeOptions(
  context: PageContext,
  { id, texts }: { id: string; texts: readonly { number: number }[] },
): Promise<ChangeOption[]> {
  const { speech } = context
  const options: ChangeOption[] = []
  for (const { number } of texts.filter((text) => text.number > 1).reverse()) {
    const { articles } = await context.perform(compareTexts, { discussion: id, to: number })
    for (const change of articles)
      options.push({
        value: `${number} ${change.id}`,
        text: `${speech.t('consultation.version', { number })}: ${changeTitle(context, change)}`,
      })
  }
  return options
}

/** What a form says of a change. */
export function changeIn(form: URLSearchParams): { change?: { version: number; unit: string } } {
  const found = /^(\d{1,6}) ([\w.-]{1,100})$/u.exec(form.get('change') ?? '')
  return found ? { change: { version: Number(found[1]), unit: found[2]! } } : {}
}

/** The field that names a change; nothing where no text has changed yet. */
export const changeField = (
  { speech }: PageContext,
  { id, options, value, error }: { id: string; options: readonly ChangeOption[]; value?: string; error?: string },
): Child =>
  options.length === 0 ? null : (
    <Field
      kind="choice"
      name="change"
      id={id}
      asList
      optional
      label={speech.t('consultation.desk.change')}
      value={value ?? ''}
      error={error}
      options={[{ value: '', text: speech.t('consultation.desk.no-change') }, ...options]}
      words={uiWords(speech.t)}
    />
  )

/** Accepted answers whose change is not named yet, each with the form that names it or says what is owed. */
export function owingList(
  context: PageContext,
  discussion: string,
  answers: Awaited<ReturnType<typeof owingAnswers>>,
  options: readonly ChangeOption[],
  typed: Typed,
): Child {
  const { speech } = context
  if (answers.length === 0) return null
  return (
    <Section title={speech.t('consultation.desk.owing')}>
      <p>{speech.t('consultation.desk.owing-lead')}</p>
      {answers.map((answer) => {
        const { values, faults } = typed.values['answer'] === answer.id ? typed : NOTHING_TYPED
        return (
          <article class="card">
            {answerLines(context, discussion, { ...answer, repeated: 1 })}
            {answer.owed !== null && options.length === 0 ? null : (
              <Disclosure
                summary={speech.t('consultation.desk.name')}
                open={typed.values['answer'] === answer.id || (answers.length === 1 && answer.owed === null)}
              >
                <Form action={speech.path(`/consultations/${discussion}/answers/${answer.id}/change`)}>
                  <input type="hidden" name="key" value={context.formKey()} />
                  <input type="hidden" name="answer" value={answer.id} />
                  {changeField(context, {
                    id: `change-${answer.id}`,
                    options,
                    ...(values['change'] ? { value: values['change'] } : {}),
                    ...(faults['change'] ? { error: faults['change'] } : {}),
                  })}
                  {answer.owed === null ? (
                    <Field
                      kind="textarea"
                      name="owed"
                      id={`owed-${answer.id}`}
                      rows={3}
                      optional={options.length > 0}
                      label={speech.t('consultation.desk.owed')}
                      hint={speech.t('consultation.desk.owed-hint')}
                      value={values['owed'] ?? ''}
                      error={faults['owed']}
                      words={uiWords(speech.t)}
                    />
                  ) : null}
                  {answer.owed === null ? (
                    <Field
                      kind="date"
                      name="owedBy"
                      id={`owedBy-${answer.id}`}
                      optional={options.length > 0}
                      label={speech.t('consultation.desk.owed-by')}
                      hint={speech.t('consultation.desk.owed-by-hint')}
                      value={dateFromParts((part) => values[part], 'owedBy') ?? ''}
                      error={faults['owedBy']}
                      words={uiWords(speech.t)}
                    />
                  ) : null}
                  <Buttons>
                    <Button look="secondary">{speech.t('consultation.desk.name-send')}</Button>
                  </Buttons>
                </Form>
              </Disclosure>
            )}
          </article>
        )
      })}
    </Section>
  )
}

export const owingAnswers = async (context: PageContext, discussion: string) =>
  (await context.perform(listAnswers, { discussion, owing: true })).items

/** Names the change of an answer. @param again the desk, with what was typed */
export const sendChange = (again: (context: PageContext<'country'>, typed: Typed) => Promise<View>) =>
  page('POST /consultations/:discussion/answers/:answer/change', ['country'], (context) => {
    const { discussion, answer } = context.parameters as { discussion: string; answer: string }
    return answerPost(context, {
      form: 'change',
      fields: ['change', 'owed', 'owedBy'],
      async does(posted, { key }) {
        const owed = posted.get('owed')?.trim()
        const owedBy = dateFromParts((part) => posted.get(part) ?? undefined, 'owedBy')
        await context.perform(
          nameChange,
          { discussion, answer, ...changeIn(posted), ...(owed ? { owed, ...(owedBy ? { owedBy } : {}) } : {}) },
          key,
        )
        return `/consultations/${discussion}/answers?done=named`
      },
      again: (typed) => again(context, typed),
    })
  })
