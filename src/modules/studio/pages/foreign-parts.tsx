import type { PageContext } from '../../../platform/http/index.ts'
import { Button, Notice, Section, Table } from '../../../ui/index.ts'
import { isClosed } from '../model/draft.ts'
import type { Replacement } from '../model/adopt-part.ts'
import type { ForeignPart } from '../model/foreign-parts.ts'
import { ProcessEdit } from '../model/process-edit.ts'
import { Carried } from './edit-part.tsx'
import { elementNames } from './element-names.ts'
import { partPath, type ReadDraft } from './frame.tsx'

interface ForeignPartsProps {
  context: PageContext<'country'>
  draft: ReadDraft
  parts: readonly ForeignPart[]
  files: readonly string[]
}

/** What the model of another tool says that is not run here, each with what one press puts in its place. */
export function ForeignParts({ context, draft, parts, files }: ForeignPartsProps) {
  const { speech } = context
  if (parts.length === 0) return null
  const nameOf = elementNames(context, draft)
  const called = ({ element, name }: ForeignPart) => nameOf(element) ?? (name || element)
  const open = !isClosed(draft)
  const able = parts.filter(({ by }) => by.length > 0)
  const Press = ({
    parts: pressed,
    by,
    look,
  }: {
    parts: readonly ForeignPart[]
    by?: Replacement
    look: 'tertiary' | 'secondary'
  }) => (
    <form action={speech.path(partPath(draft.id, 'process'))} method="post">
      <Carried context={context} draft={draft} files={files} />
      <input
        type="hidden"
        name="parts"
        value={JSON.stringify(
          pressed.map(({ element, part, by: [plainest] }) => ({
            element,
            by: by ?? plainest,
            ...(part ? { part } : {}),
          })),
        )}
      />
      <Button look={look} name="op" value="adopt">
        {by === undefined
          ? speech.t('studio.foreign.all', { count: pressed.length })
          : speech.t(`studio.foreign.by.${by}`)}
        {by === undefined ? null : <span class="hidden-visually"> {called(pressed[0]!)}</span>}
      </Button>
    </form>
  )
  return (
    <Section title={speech.t('studio.foreign.title')} id="foreign">
      <Notice tone="waits">{speech.t('studio.foreign.lead', { count: parts.length })}</Notice>
      {open && able.length > 1 ? <Press parts={able} look="secondary" /> : null}
      <Table
        caption={speech.t('studio.foreign.title')}
        captionHidden
        stack
        rows={parts}
        columns={[
          {
            header: speech.t('studio.foreign.element'),
            main: true,
            cell: (part) =>
              part.kind === 'messages' ? (
                speech.t('studio.process.message')
              ) : (
                <a href={`#step-${part.element}`}>{called(part)}</a>
              ),
          },
          {
            header: speech.t('studio.foreign.what'),
            cell: ({ kind, part, said }) => (
              <div>
                {speech.t(`studio.foreign.kind.${kind}`)}
                {part ? (
                  <>
                    {' '}
                    <code>{part}</code>
                  </>
                ) : null}
                {(kind === 'other' || kind === 'term') && said ? <p class="small soft">{said}</p> : null}
              </div>
            ),
          },
          {
            header: speech.t('studio.foreign.instead'),
            cell: (part) =>
              part.by.length === 0 ? (
                speech.t(`studio.foreign.none.${NONE[part.kind] ?? 'other'}`, { example: '10 working days' })
              ) : open ? (
                <div class="row">
                  {part.by.map((by) => (
                    <Press parts={[part]} by={by} look="tertiary" />
                  ))}
                </div>
              ) : (
                speech.t(`studio.foreign.by.${part.by[0]!}`)
              ),
          },
        ]}
      />
    </Section>
  )
}

/** What is said where no plain replacement exists. */
const NONE: Readonly<Partial<Record<ForeignPart['kind'], string>>> = {
  messages: 'messages',
  conditionless: 'conditionless',
  awaits: 'awaits',
  term: 'term',
}

/** The edit that a press asks for; undefined when what was sent is none. */
export function adoptEdit(sent: string | null): ProcessEdit | undefined {
  try {
    return ProcessEdit.safeParse({ do: 'adopt', parts: JSON.parse(sent ?? '') as unknown }).data
  } catch {
    return undefined
  }
}
