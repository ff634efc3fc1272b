import type { Child } from '../kernel/markup/index.ts'

export interface SummaryRow {
  /** Where an error above leads that is of this row. */
  id?: string
  key: Child
  value: Child
  /** Small line under the value: where it came from, how old it is. */
  note?: Child
  /** Link to change it; `about` is read out after the text, so that ten links "Change" differ. */
  change?: { href: string; text: string; about: string }
}

/** Answers or facts by name; a value that is missing shows a dash. */
export const SummaryList = ({ rows }: { rows: readonly SummaryRow[] }) => (
  <dl class="summary" {...(rows.some(({ change }) => change) ? { 'data-acts': '' } : {})}>
    {rows.map(({ id, key, value, note, change }) => (
      <div id={id}>
        <dt>{key}</dt>
        <dd {...(typeof value === 'string' ? { dir: 'auto' } : {})}>
          {value === '' || value === null || value === undefined ? '–' : value}
          {note ? <small>{note}</small> : null}
        </dd>
        {change ? (
          <dd class="act">
            <a href={change.href}>
              {change.text}
              <span class="hidden-visually"> {change.about}</span>
            </a>
          </dd>
        ) : null}
      </div>
    ))}
  </dl>
)

/** A section of a check page: its title, with one link to change the whole page of the form. */
export const SummarySection = ({
  title,
  change,
  rows,
}: {
  title: string
  change?: { href: string; text: string }
  rows: readonly SummaryRow[]
}) => (
  <section>
    <div class="summary-head">
      <h2>{title}</h2>
      {change ? (
        <a class="no-print" href={change.href}>
          {change.text}
          <span class="hidden-visually"> {title}</span>
        </a>
      ) : null}
    </div>
    <SummaryList rows={rows} />
  </section>
)
