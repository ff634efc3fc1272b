import type { Child } from '../kernel/markup/index.ts'
import type { Tone } from './tone.ts'

export interface FactLine {
  /** What it is: "Court judgment". */
  what: Child
  /** How it stands, in words: drawn as ✓, ● or ✕, and read out. */
  state: string
  tone: Tone
  /** What it says, in a line. */
  says: Child
  /** Who says it. */
  from?: string
  /** Of when. */
  when?: string
  /** All the rest, on request. */
  more?: Child
}

/** Facts, a line each, that unfold; works without JavaScript. */
export const FactLines = ({ lines }: { lines: readonly FactLine[] }) => (
  <ul class="fact-lines">
    {lines.map((line) => (
      <li data-tone={line.tone}>
        {line.more ? (
          <details>
            <summary>
              <Head line={line} />
            </summary>
            <div class="stack" data-gap="small">
              {line.more}
            </div>
          </details>
        ) : (
          <div class="line">
            <Head line={line} />
          </div>
        )}
      </li>
    ))}
  </ul>
)

const Head = ({ line: { what, state, says, from, when } }: { line: FactLine }) => (
  <>
    <span class="hidden-visually">{state}: </span>
    <span class="what">{what}</span>
    {from || when ? <span class="from">{[from, when].filter(Boolean).join(' · ')}</span> : null}
    <span class="says">{says}</span>
  </>
)
