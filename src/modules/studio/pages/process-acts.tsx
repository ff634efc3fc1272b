import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Button, Buttons, Disclosure, Field, Form, uiWords } from '../../../ui/index.ts'
import type { Outline } from '../model/outline.ts'
import { Carried } from './edit-part.tsx'
import { partPath, type ReadDraft } from './frame.tsx'

/** What is done to a process as a whole: the last save is taken back, a lane is added. */
export function ProcessActs({
  context,
  draft,
  outline,
  typed,
  files,
}: {
  context: PageContext<'country'>
  draft: ReadDraft
  outline: Outline
  typed: Typed
  files: readonly string[]
}) {
  const { speech } = context
  const here = typed.values['op'] === 'new-lane'
  return (
    <div class="stack" data-outline="">
      {draft.revision > 1 && draft.published === null ? (
        <Form action={speech.path(partPath(draft.id, 'undo'))}>
          <Carried context={context} draft={draft} files={Object.keys(draft.files)} />
          <input type="hidden" name="revision" value={String(draft.revision - 1)} />
          <input type="hidden" name="back" value="process" />
          <Button look="secondary">{speech.t('studio.process.undo')}</Button>
        </Form>
      ) : null}
      {outline.lanes.length === 0 ? null : (
        <Disclosure summary={speech.t('studio.process.new-lane')} open={here}>
          <Form action={speech.path(partPath(draft.id, 'process'))}>
            <Carried context={context} draft={draft} files={files} />
            <Field
              kind="text"
              name="name"
              id="lane-name"
              label={speech.t('studio.process.lane-name')}
              value={(here ? typed.values['name'] : undefined) ?? ''}
              error={here ? typed.faults['name'] : undefined}
              words={uiWords(speech.t)}
            />
            <Buttons>
              <Button look="secondary" name="op" value="new-lane">
                {speech.t('studio.process.new-lane')}
              </Button>
            </Buttons>
          </Form>
        </Disclosure>
      )}
    </div>
  )
}
