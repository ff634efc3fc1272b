import type { Child } from '../../../kernel/markup/index.ts'
import type { Speech } from '../../../platform/i18n/index.ts'
import { LinkButton, Notice, Section, Table } from '../../../ui/index.ts'
import { Diagram, type Drawing, type Mark } from '../../process/index.ts'
import { diagramWords } from './diagram-words.ts'
import { sentence, type Shown } from './finding-card.tsx'

interface After {
  drawing: Drawing
  done: Shown[]
  refused: string | null
  removed: { id: string; name: string }[]
  added: { id: string; name: string; type: string }[]
  changed: { id: string; name: string; what: string[] }[]
  laws: { law: string; step: string; name: string }[]
}

/** The model as it is beside the model as it would be, and what is different in words. */
export function Preview({
  speech,
  nameOf,
  before,
  after,
  file,
  keep,
}: {
  speech: Speech
  nameOf: (office: string) => string
  before: Drawing
  after: After
  /** Undefined where the model hangs on a log, which is not kept. */
  file: string | undefined
  /** Where the change becomes a draft; undefined for who designs none, and for the way on paper. */
  keep: string | { form: Child } | undefined
}) {
  if (after.refused !== null)
    return (
      <Section title={speech.t('redesign.previewed')} id="preview">
        <Notice tone="refused">{speech.t('redesign.refused', { reason: after.refused })}</Notice>
      </Section>
    )
  const kind = (type: string) => (speech.has(`process.type.${type}`) ? speech.t(`process.type.${type}`) : type)
  const rows = [
    ...after.removed.map(({ id, name }) => ({
      name: name || id,
      what: speech.t('redesign.change.removed'),
      detail: [] as string[],
    })),
    ...after.added.map(({ id, name, type }) => ({
      name: name || `${kind(type)} (${id})`,
      what: speech.t('redesign.change.added'),
      detail: [] as string[],
    })),
    ...after.changed.map(({ id, name, what }) => ({
      name: name || id,
      what: speech.t('redesign.change.changed'),
      detail: what,
    })),
  ]
  return (
    <Section title={speech.t('redesign.previewed')} id="preview">
      <p>{speech.t('redesign.checked')}</p>
      <ul>
        {after.done.map((finding) => (
          <li>{sentence(speech, finding, nameOf)}</li>
        ))}
      </ul>
      <Table
        caption={speech.t('redesign.difference')}
        stack
        rows={rows}
        columns={[
          { header: speech.t('redesign.step'), main: true, cell: (row) => row.name },
          { header: speech.t('redesign.change.title'), cell: (row) => row.what },
          {
            header: speech.t('redesign.change.detail'),
            cell: (row) => (row.detail.length === 0 ? '–' : <span>{row.detail.join('; ')}</span>),
          },
        ]}
      />
      {after.laws.length > 0 ? (
        <Notice title={speech.t('redesign.law-touched')} tone="neutral">
          {speech.t('redesign.law-touched-text', {
            laws: after.laws.map(({ law, name, step }) => `${law} (${name || step})`).join(', '),
          })}
        </Notice>
      ) : null}
      <h3>{speech.t('redesign.as-is')}</h3>
      <Diagram
        drawing={before}
        marks={marked(after.removed, 'stuck', after.changed, 'now')}
        label={speech.t('redesign.diagram-as-is')}
        words={diagramWords(speech)}
        name="size-as-is"
      />
      <h3>{speech.t('redesign.to-be')}</h3>
      <Diagram
        drawing={after.drawing}
        marks={marked(after.added, 'done', after.changed, 'now')}
        label={speech.t('redesign.diagram-to-be')}
        words={diagramWords(speech)}
        name="size-to-be"
      />
      {file === undefined ? null : (
        <p>
          <a href={file}>{speech.t('redesign.download-to-be')}</a>
        </p>
      )}
      {keep === undefined ? null : typeof keep !== 'string' ? (
        keep.form
      ) : (
        <p>
          <LinkButton href={keep}>{speech.t('redesign.keep')}</LinkButton>
        </p>
      )}
    </Section>
  )
}

function marked(
  some: readonly { id: string }[],
  tone: NonNullable<Mark['tone']>,
  others: readonly { id: string }[],
  otherTone: NonNullable<Mark['tone']>,
): Map<string, Mark> {
  return new Map([
    ...others.map(({ id }): [string, Mark] => [id, { tone: otherTone }]),
    ...some.map(({ id }): [string, Mark] => [id, { tone }]),
  ])
}
