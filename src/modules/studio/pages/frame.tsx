import type { z } from 'zod'
import type { Child } from '../../../kernel/markup/index.ts'
import type { PageContext } from '../../../platform/http/index.ts'
import { BackLink, PageHeading, Tabs, Tag, type Tone } from '../../../ui/index.ts'
import { YamlFile } from '../model/edit-yaml.ts'
import { valueAt } from '../model/slots.ts'
import type { readDraft } from '../use/read-draft.ts'

export type ReadDraft = z.output<typeof readDraft.output>

export const PARTS = [
  'overview',
  'passport',
  'law',
  'form',
  'rules',
  'process',
  'texts',
  'examples',
  'result',
  'preview',
  'source',
  'archive',
] as const
export type Part = (typeof PARTS)[number]

/** Address of a part of a draft, without the language. */
export const partPath = (draft: string, part: string): string =>
  part === 'overview' ? `/studio/${draft}` : `/studio/${draft}/${part}`

export const STATE_TONES: Record<ReadDraft['state'], Tone> = {
  editing: 'neutral',
  review: 'waits',
  approved: 'action',
  published: 'done',
  discarded: 'neutral',
}

/** A YAML file of a draft as a tree; undefined when it can't be read. */
export function treeOf(draft: ReadDraft, file: string): unknown {
  try {
    return new YamlFile(draft.files[file] ?? '').value ?? {}
  } catch {
    return undefined
  }
}

/** What the service is called in the language of the page. */
export function nameOf({ speech }: PageContext, draft: ReadDraft): string {
  const name = valueAt(treeOf(draft, 'service.yaml'), ['name'])
  return typeof name === 'object' && name !== null ? speech.text(name as never) || draft.service : draft.service
}

/** What stands around every part: what it is, in which state, and the way to the other parts. */
export function frame(context: PageContext, draft: ReadDraft, part: Part, body: Child) {
  const { speech } = context
  const title = nameOf(context, draft)
  return {
    title: `${speech.t(`studio.part.${part}`)} · ${title}`,
    wide: true,
    body: (
      <>
        <BackLink href={speech.path('/studio')} text={speech.t('studio.title')} />
        <PageHeading title={title}>
          <Tag tone={STATE_TONES[draft.state]}>{speech.t(`studio.state.${draft.state}`)}</Tag>
          <span class="small soft">
            {speech.t('studio.saved', { number: draft.revision, at: speech.dateTime(draft.changedAt) })}
          </span>
        </PageHeading>
        <Tabs
          label={speech.t('studio.parts')}
          tabs={PARTS.map((each) => ({
            href: speech.path(partPath(draft.id, each)),
            text: speech.t(`studio.part.${each}`),
            current: each === part,
          }))}
        />
        {body}
      </>
    ),
  }
}
