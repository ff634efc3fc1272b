import { serviceFiles } from '../../catalogue/index.ts'
import type { PageContext } from '../../../platform/http/index.ts'
import { LinkList } from '../../../ui/index.ts'
import { Field, uiWords } from '../../../ui/index.ts'
import type { Change } from '../model/change.ts'
import { PartForm, type EditedPart } from './edit-part.tsx'
import { partPath } from './frame.tsx'

const chosen = ({ query, world }: PageContext<'country'>): string | undefined =>
  serviceFiles(world.country.languages).find((file) => file === query.get('file'))

/** Any file of the folder as it is written: for what no other part edits yet. */
export const sourcePart: EditedPart = {
  part: 'source',
  files: (context) => [chosen(context) ?? 'service.yaml'],
  changes(posted, draft, context): Change[] {
    const file = chosen(context)
    const text = (posted.get('text') ?? '').replaceAll('\r\n', '\n')
    if (file === undefined) return []
    const before = draft.files[file] ?? ''
    // the browser drops nothing but a line end at the very end
    if (text === before || `${text}\n` === before) return []
    return [
      {
        kind: 'file',
        file,
        text:
          text.trim() === '' ? null : before.endsWith('\n') || before === '' ? `${text.replace(/\n*$/, '')}\n` : text,
      },
    ]
  },
  next: (_posted, context) =>
    `${partPath(context.parameters['draft']!, 'source')}?file=${encodeURIComponent(chosen(context) ?? '')}`,
  body(context: PageContext<'country'>, draft, typed) {
    const { speech } = context
    const file = chosen(context)
    const at = (each: string) => `${partPath(draft.id, 'source')}?file=${encodeURIComponent(each)}`
    if (file === undefined)
      return (
        <>
          <p>{speech.t('studio.source.lead')}</p>
          <LinkList
            links={serviceFiles(context.world.country.languages).map((each) => ({
              href: speech.path(at(each)),
              text: each,
              ...(draft.files[each] === undefined ? { detail: speech.t('studio.source.not-there') } : {}),
            }))}
          />
        </>
      )
    return (
      <PartForm context={context} draft={draft} files={[file]} action={at(file)}>
        <Field
          kind="textarea"
          name="text"
          label={file}
          rows={30}
          value={typed.values['text'] ?? draft.files[file] ?? ''}
          error={typed.faults['text']}
          words={uiWords(speech.t)}
        />
      </PartForm>
    )
  },
}
