/** `12-dekabr`, `2026-yil`. */
const DAY = /^\d{1,4}-\p{Ll}/u

/**
 * A day or an instant as people say it, in their language. A number with its word (`12-dekabr`) is never
 * broken, however narrow its column is; between words it may break.
 * @param at RFC 3339 for machines, where it is known
 */
export const Moment = ({ at, look, children }: { at?: string; look?: 'when'; children: string }) => (
  <time {...(at ? { datetime: at } : {})} {...(look ? { class: look } : {})}>
    {children
      .split(' ')
      .map((word, place) => [place > 0 ? ' ' : '', DAY.test(word) ? <span class="nowrap">{word}</span> : word])}
  </time>
)
