import { compareSteps } from '../../../kernel/diagnosis/index.ts'
import type { PageContext } from '../../../platform/http/index.ts'
import { Columns, Section, Table, Tabs } from '../../../ui/index.ts'
import { Diagram, readDrawing, sizeWords, type Drawing, type Mark } from '../../process/index.ts'
import { drawnAnew } from '../model/draw-anew.ts'
import { comparedFiles } from '../use/show-draft.ts'
import { elementNames } from './element-names.ts'
import { partPath, type ReadDraft } from './frame.tsx'

const FILE = 'process.bpmn'
/** What a process is held against: how it went before, the published version, or what was there before the last save. */
const AGAINST = ['before', 'published', 'last'] as const
type Against = (typeof AGAINST)[number]

/** Which models there are to hold the process against. */
export const comparable = (draft: ReadDraft): Against[] =>
  AGAINST.filter((against) =>
    against === 'before'
      ? draft.files['before.bpmn'] !== undefined
      : against === 'published'
        ? draft.base !== null
        : draft.revision > 1,
  )

/** A drawing with its elements called as the draft's texts call them in the language of the page. */
export function calledIn(context: PageContext<'country'>, draft: ReadDraft, drawing: Drawing): Drawing {
  const nameOf = elementNames(context, draft)
  return { ...drawing, shapes: drawing.shapes.map((shape) => ({ ...shape, name: nameOf(shape.id) ?? shape.name })) }
}

async function otherModel(context: PageContext<'country'>, draft: ReadDraft, against: Against) {
  if (against === 'before') return draft.files['before.bpmn']
  const { before } = await context.perform(comparedFiles, {
    draft: draft.id,
    ...(against === 'last' ? { revision: draft.revision - 1 } : {}),
  })
  return before[FILE]
}

/** The process beside another one, as drawings with what differs marked, and the same in words. */
export async function ProcessComparison({ context, draft }: { context: PageContext<'country'>; draft: ReadDraft }) {
  const { speech } = context
  const asked = comparable(draft).find((against) => against === context.query.get('beside'))
  const links = (
    <Tabs
      label={speech.t('studio.beside.title')}
      tabs={comparable(draft).map((against) => ({
        href: speech.path(`${partPath(draft.id, 'process')}?beside=${against}#beside`),
        text: speech.t(`studio.beside.${against}`),
        current: against === asked,
      }))}
    />
  )
  const found = asked && (await compared(context, draft, asked))
  return (
    <Section title={speech.t('studio.beside.title')} id="beside">
      {links}
      {found ?? (asked ? <p>{speech.t('studio.beside.none')}</p> : null)}
    </Section>
  )
}

async function compared(context: PageContext<'country'>, draft: ReadDraft, against: Against) {
  const { speech } = context
  const [other, own] = [await otherModel(context, draft, against), draft.files[FILE] ?? '']
  if (other === undefined) return undefined
  const read = async (bpmn: string) => readDrawing(bpmn.includes('BPMNShape') ? bpmn : drawnAnew(bpmn))
  const drawings = await Promise.all([read(other), read(own)]).catch(() => undefined)
  if (!drawings) return undefined
  const difference = compareSteps(other, own)
  const [left, right] = drawings.map((drawing) => calledIn(context, draft, drawing))
  const called = elementNames(context, draft)
  const nameOf = ({ id, name }: { id: string; name: string }) => called(id) ?? (name || id)
  const marks = (some: readonly { id: string }[], tone: 'stuck' | 'done'): Map<string, Mark> =>
    new Map([
      ...difference.changed.map(({ id }): [string, Mark] => [id, { tone: 'now' }]),
      ...some.map(({ id }): [string, Mark] => [id, { tone }]),
    ])
  const words = {
    ...sizeWords(speech),
    legend: {
      now: speech.t('studio.beside.changed'),
      done: speech.t('studio.beside.added'),
      stuck: speech.t('studio.beside.removed'),
    },
  }
  const rows = (['removed', 'added', 'changed'] as const).flatMap((what) =>
    difference[what].map((step) => ({
      name: nameOf(step),
      what: speech.t(`studio.beside.${what}`),
      detail: 'what' in step ? step.what.join('; ') : '',
    })),
  )
  return (
    <>
      <Columns columns={2}>
        <div class="stack">
          <h3>{speech.t(`studio.beside.${against}`)}</h3>
          <Diagram
            drawing={left!}
            marks={marks(difference.removed, 'stuck')}
            label={speech.t(`studio.beside.${against}`)}
            words={words}
            name="size-beside"
          />
        </div>
        <div class="stack">
          <h3>{speech.t('studio.beside.now')}</h3>
          <Diagram
            drawing={right!}
            marks={marks(difference.added, 'done')}
            label={speech.t('studio.beside.now')}
            words={words}
            name="size-now"
          />
        </div>
      </Columns>
      {rows.length === 0 ? (
        <p>{speech.t('studio.beside.same')}</p>
      ) : (
        <Table
          caption={speech.t('studio.beside.title')}
          captionHidden
          stack
          rows={rows}
          columns={[
            { header: speech.t('studio.beside.step'), main: true, cell: ({ name }) => name },
            { header: speech.t('studio.beside.what'), cell: ({ what }) => what },
            { header: speech.t('studio.beside.detail'), cell: ({ detail }) => detail || '–' },
          ]}
        />
      )}
    </>
  )
}
