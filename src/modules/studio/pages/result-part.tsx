import type { PageContext } from '../../../platform/http/index.ts'
import { Section } from '../../../ui/index.ts'
import { textsIn } from '../model/edit-texts.ts'
import { textChanges } from '../model/text-changes.ts'
import { PartForm, type EditedPart } from './edit-part.tsx'
import { partPath, type ReadDraft } from './frame.tsx'
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
          </Section>
        ))}
      </>
    )
  },
}
