import type { Child } from '../kernel/markup/index.ts'
import type { Tone } from './tone.ts'

export interface Fact {
  name: string
  value: Child
  /** How it was before, struck out. */
  before?: Child
  note?: Child
}

/** Longer than this it is a sentence, and reads like one. */
const SHORT = 28

/** Price · Time · Visits · Papers: what one wants to know before all else. */
export const FactsBox = ({ facts }: { facts: readonly Fact[] }) => (
  <dl class="facts">
    {facts.map(({ name, value, before, note }) => (
      <div {...(typeof value === 'string' && value.length > SHORT ? { 'data-long': '' } : {})}>
        <dt>{name}</dt>
        <dd>
          {value}
          {before !== undefined ? (
            <>
              {' '}
              <del>{before}</del>
            </>
          ) : null}
          {note ? <small>{note}</small> : null}
        </dd>
      </div>
    ))}
  </dl>
)

export interface FigureNumberProps {
  value: string
  name: Child
  /** Every number leads to its source. */
  href?: string
  tone?: Tone
}

export const FigureNumber = ({ value, name, href, tone }: FigureNumberProps) => (
  <p class="figure-number" {...(tone ? { 'data-tone': tone } : {})}>
    <b>{value}</b>
    {href ? <a href={href}>{name}</a> : <span>{name}</span>}
  </p>
)

export interface CheckItem {
  text: Child
  detail?: Child
  tone?: Tone
}

/** A list of things that are met (✓), wait (●), fail (✕) or are open (○); say which in the text too. */
export const CheckList = ({ items }: { items: readonly CheckItem[] }) => (
  <ul class="checks">
    {items.map(({ text, detail, tone }) => (
      <li {...(tone ? { 'data-tone': tone } : {})}>
        {text}
        {detail ? <small>{detail}</small> : null}
      </li>
    ))}
  </ul>
)
