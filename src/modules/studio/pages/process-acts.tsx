import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Button, Buttons, Disclosure, Field, Form, uiWords } from '../../../ui/index.ts'
import type { Outline } from '../model/outline.ts'
import { Carried } from './edit-part.tsx'
import { partPath, type ReadDraft } from './frame.tsx'

/** What is done to a process as a whole: the last save is taken back, a lane or a pool is added. */
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
  const isHere = (op: string) => typed.values['op'] === op
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
      {(outline.lanes.length === 0 ? ['pool'] : ['new-lane', 'pool']).map((op) => (
        <Disclosure summary={speech.t(`studio.process.${op}`)} open={isHere(op)}>
          <Form action={speech.path(partPath(draft.id, 'process'))}>
            <Carried context={context} draft={draft} files={files} />
            <Field
              kind="text"
              name="name"
              id={op === 'pool' ? 'pool-name' : 'lane-name'}
              label={speech.t(`studio.process.${op === 'pool' ? 'pool' : 'lane'}-name`)}
              value={(isHere(op) ? typed.values['name'] : undefined) ?? ''}
              error={isHere(op) ? typed.faults['name'] : undefined}
              words={uiWords(speech.t)}
            />
            <Buttons>
              <Button look="secondary" name="op" value={op}>
                {speech.t(`studio.process.${op}`)}
              </Button>
            </Buttons>
          </Form>
        </Disclosure>
      ))}
    </div>
  )
}
