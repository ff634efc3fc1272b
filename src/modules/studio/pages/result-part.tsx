import type { PageContext } from '../../../platform/http/index.ts'
import { Button, Buttons, Field, Form, Section, uiWords } from '../../../ui/index.ts'
import { textsIn } from '../model/edit-texts.ts'
import { textChanges } from '../model/text-changes.ts'
import { PartForm, type EditedPart } from './edit-part.tsx'
import { partPath, treeOf, type ReadDraft } from './frame.tsx'
import { Paper } from './preview-page.tsx'
import { TextFields } from './text-fields.tsx'

const filesOf = ({ world }: PageContext<'country'>) =>
  world.country.languages.written.map((language) => `texts/${language}.yaml`)

/** Documents that the texts tell of: each has a title and a body. */
function documentsOf(context: PageContext<'country'>, draft: ReadDraft): string[] {
  const keys = new Set(filesOf(context).flatMap((file) => [...textsIn(draft.files[file]).keys()]))
  const named = [...keys].flatMap((key) => /^(\w+)\.body$/.exec(key)?.[1] ?? [])
  return named.length > 0 ? named : ['result']
}

/** The documents that people get: their words in every language, and how they read for the first example. */
export const resultPart: EditedPart = {
  part: 'result',
  files: filesOf,
  changes: (posted, draft, context) => textChanges(draft.files, context.world.country.languages.written, posted),
  body(context: PageContext<'country'>, draft, typed) {
    const { speech } = context
    const documents = documentsOf(context, draft)
    return (
      <>
        <p>{speech.t('studio.result.lead')}</p>
        <PartForm context={context} draft={draft} files={filesOf(context)} action={partPath(draft.id, 'result')}>
          {documents.map((name) => (
            <Section title={speech.has(`studio.texts.group.${name}`) ? speech.t(`studio.texts.group.${name}`) : name}>
              <TextFields
                context={context}
                draft={draft}
                keyOf={`${name}.title`}
                label={speech.t('studio.result.title')}
                values={typed.values}
              />
              <TextFields
                context={context}
                draft={draft}
                keyOf={`${name}.body`}
                label={speech.t('studio.result.body')}
                values={typed.values}
              />
            </Section>
          ))}
        </PartForm>
        {documents.map((name) => (
          <Section title={speech.t('studio.result.seen')}>
            <div class="card">
              <Paper context={context} draft={draft} name={name} />
            </div>
            <SeePaper context={context} draft={draft} name={name} />
          </Section>
        ))}
      </>
    )
  },
}

/** The same as a paper: a press sets it, filled from the example that is chosen. */
function SeePaper({ context, draft, name }: { context: PageContext<'country'>; draft: ReadDraft; name: string }) {
  const { speech } = context
  const examples = treeOf(draft, 'examples.yaml')
  const names = (Array.isArray(examples) ? examples : []).map((example, at) => String(example?.name ?? at + 1))
  return (
    <Form action={speech.path(partPath(draft.id, 'paper'))} method="get">
      <p>{speech.t('studio.result.paper-lead')}</p>
      <input type="hidden" name="name" value={name} />
      {names.length > 1 ? (
        <Field
          kind="choice"
          name="example"
          id={`example-${name}`}
          asList
          label={speech.t('studio.result.paper-example')}
          value="0"
          options={names.map((text, at) => ({ value: String(at), text }))}
          words={uiWords(speech.t)}
        />
      ) : null}
      <Buttons>
        <Button look="secondary">{speech.t('studio.result.paper')}</Button>
      </Buttons>
    </Form>
  )
}
