import type { Child } from '../kernel/markup/index.ts'
import type { Tone } from './tone.ts'

export interface Column<Row> {
  header: string
  cell: (row: Row) => Child
  /** Aligned to the right in tabular figures. */
  number?: boolean
  /** The cell that names the row: a header cell, and the title of the card on a narrow screen. */
  main?: boolean
  /** Sorted by this column, and where a click on it leads. */
  sort?: { href: string; sorted?: 'ascending' | 'descending' }
}

export interface TableProps<Row> {
  caption: string
  /** Small line under the caption: source and date of the figures. */
  note?: Child
  /** Hides the caption from sight where a heading says the same. */
  captionHidden?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /**
   * Rows become cards on a narrow screen: for lists of things. Without it the table scrolls in its frame: for figures.
   */
  stack?: boolean
  dense?: boolean
  tone?: (row: Row) => Tone | undefined
  /** Attributes of a row, such as the link the desk's keys open. */
  rowAttributes?: (row: Row) => Readonly<Record<string, string>>
}

export const Table = <Row,>({
  caption,
  note,
  captionHidden,
  columns,
  rows,
  stack,
  dense,
  tone,
  rowAttributes,
}: TableProps<Row>) => {
  // what a column's cells have in common is made once: a worklist has hundreds of cells
  const cells = columns.map(({ header, cell, number, main }) => ({
    cell,
    Cell: main ? 'th' : 'td',
    attributes: main
      ? { scope: 'row', 'data-main': '' }
      : { ...(stack ? { 'data-label': header } : {}), ...(number ? { 'data-number': '' } : {}) },
  }))
  const table = (
    <table {...(stack ? { 'data-stack': '' } : {})} {...(dense ? { 'data-dense': '' } : {})}>
      <caption class={captionHidden ? 'hidden-visually' : undefined}>
        {caption}
        {note ? <small>{note}</small> : null}
      </caption>
      <thead>
        <tr>
          {columns.map(({ header, number, sort }) => (
            <th
              scope="col"
              {...(number ? { 'data-number': '' } : {})}
              {...(sort?.sorted ? { 'aria-sort': sort.sorted } : {})}
            >
              {sort ? (
                <a data-sort="" href={sort.href}>
                  {header}
                  {sort.sorted ? (sort.sorted === 'ascending' ? ' ↑' : ' ↓') : null}
                </a>
              ) : (
                header
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const rowTone = tone?.(row)
          return (
            <tr {...(rowTone ? { 'data-tone': rowTone } : {})} {...rowAttributes?.(row)}>
              {cells.map(({ Cell, attributes, cell }) => (
                <Cell {...attributes}>{cell(row)}</Cell>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
  // a frame that scrolls must be reachable by keyboard (WCAG 2.1.1)
  return stack ? (
    table
  ) : (
    <div class="table-frame" role="region" aria-label={caption} tabindex={0}>
      {table}
    </div>
  )
}
