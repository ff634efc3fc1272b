/**
 * A day or an instant as people say it, in their language; where its line may end, the country's pattern says.
 * @param at RFC 3339 for machines, where it is known
 */
export const Moment = ({ at, look, children }: { at?: string; look?: 'when'; children: string }) => (
  <time {...(at ? { datetime: at } : {})} {...(look ? { class: look } : {})}>
    {children}
  </time>
)
