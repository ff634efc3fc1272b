import type { Child } from '../../../kernel/markup/index.ts'
import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { shownOf } from '../../../platform/use-case/index.ts'
import { Button, Buttons, ErrorSummary, Form, Notice } from '../../../ui/index.ts'
import type { Change } from '../model/change.ts'
import { changeDraft } from '../use/change-draft.ts'
import { readDraft, theDraft } from '../use/read-draft.ts'
import { comparedFiles } from '../use/show-draft.ts'
import { DifferenceView } from './difference-view.tsx'
import { frame, partPath, type Part, type ReadDraft } from './frame.tsx'

export const draftOf = (context: PageContext<any>) =>
  context.perform(readDraft, { draft: context.parameters['draft'] ?? '' })

/** What every form of a part carries: a key, what it was shown with, and which revision that was. */
export function Carried({
  context,
  draft,
  files,
}: {
  context: PageContext<any>
  draft: ReadDraft
  files: readonly string[]
}) {
  return (
    <>
      <input type="hidden" name="key" value={context.formKey()} />
      <input type="hidden" name="shown" value={shownOf(theDraft, draft, files)} />
      <input type="hidden" name="seen" value={String(draft.revision)} />
    </>
  )
}

/** A part of the studio that edits files by forms. */
export interface EditedPart {
  part: Part & Parameters<typeof changes>[0]
  /** Files whose change by another is told to whoever edits here. */
  files(context: PageContext<any>): readonly string[]
  /** What a sent form changes. @param draft as it is now */
  changes(posted: URLSearchParams, draft: ReadDraft, context: PageContext<any>): Change[]
  /** Islands that its tab alone loads. */
  scripts?: string[]
  /** Where to go on when it was saved; default: the part itself. */
  next?(posted: URLSearchParams, context: PageContext<any>): string
  body(context: PageContext<any>, draft: ReadDraft, typed: Typed): Child | Promise<Child>
}
const changes = (
  part: 'passport' | 'law' | 'form' | 'rules' | 'texts' | 'process' | 'examples' | 'result' | 'source',
) => part

export async function showPart(
  context: PageContext<any>,
  edited: EditedPart,
  typed: Typed = NOTHING_TYPED,
): Promise<View> {
  const draft = await draftOf(context)
  const conflict = typed.status === 412 ? await conflictOf(context, typed) : undefined
  const kept = conflict ? { ...typed, values: conflict.kept(edited, draft) } : typed
  return {
    ...frame(
      context,
      draft,
      edited.part,
      <>
        <ErrorSummary title={context.speech.t('ui.error-title')} errors={faultsOf(typed)} />
        {conflict ? (
          <Notice tone="waits" title={context.speech.t('studio.conflict.title')}>
            <p>{context.speech.t('studio.conflict.text')}</p>
            <DifferenceView context={context} before={conflict.before} now={conflict.now} />
          </Notice>
        ) : null}
        {await edited.body(context, draft, kept)}
      </>,
    ),
    status: typed.status,
    ...(edited.scripts ? { scripts: edited.scripts } : {}),
  }
}

/** What another saved since the form was shown, and which of what was typed is this person's own. */
async function conflictOf(context: PageContext<any>, { values }: Typed) {
  const { before, now } = await context.perform(comparedFiles, {
    draft: context.parameters['draft'] ?? '',
    revision: Number(values['seen']) || 1,
  })
  return {
    before,
    now,
    /** What was sent as it was shown is not this person's: it is shown as it is now. */
    kept(edited: EditedPart, draft: ReadDraft): Record<string, string> {
      const own = new Set<string>()
      const then = { ...draft, files: before as Record<string, string> }
      const posted = new URLSearchParams(values)
      for (const change of edited.changes(posted, then, context))
        own.add(
          'path' in change
            ? change.path.join('/')
            : 'key' in change
              ? change.key
              : 'file' in change
                ? change.file
                : placeOf(change.edit),
        )
      return Object.fromEntries(
        Object.entries(values).filter(([name]) => own.has(name) || [...own].some((key) => name.includes(key))),
      )
    },
  }
}

/** Of rules the cells that were meant: another's are shown as they are now. */
const placeOf = (edit: Extract<Change, { kind: 'rules' | 'process' }>['edit']): string =>
  edit.do === 'cell'
    ? `cell/${edit.decision}/${edit.rule}/${edit.column}`
    : 'cells' in edit
      ? `cell/${edit.decision}/${edit.rule}/`
      : edit.do

export function savePart(context: PageContext<any>, edited: EditedPart) {
  let sent = new URLSearchParams()
  return answerPost(context, {
    form: edited.part,
    async does(posted, { key, shown }) {
      sent = posted
      const draft = await draftOf(context)
      const made = edited.changes(posted, draft, context)
      if (made.length > 0)
        await context.perform(changeDraft, { draft: draft.id, part: edited.part, changes: made }, key, shown)
      return edited.next?.(posted, context) ?? partPath(draft.id, edited.part)
    },
    again: (typed) => showPart(context, edited, { ...typed, values: joined(sent) }),
  })
}

/** What was sent, ticked boxes of one name together. */
const joined = (posted: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    [...new Set(posted.keys())].filter((name) => name !== 'key').map((name) => [name, posted.getAll(name).join(', ')]),
  )

/** A form of a part with its button. */
export function PartForm({
  context,
  draft,
  files,
  action,
  button,
  children,
}: {
  context: PageContext<any>
  draft: ReadDraft
  files: readonly string[]
  action: string
  button?: string
  children: Child
}) {
  const { speech } = context
  return (
    <Form action={speech.path(action)}>
      <Carried context={context} draft={draft} files={files} />
      {children}
      <Buttons>
        <Button>{button ?? speech.t('studio.save')}</Button>
      </Buttons>
    </Form>
  )
}
