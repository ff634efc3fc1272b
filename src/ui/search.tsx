export interface SearchProps {
  action: string
  label: string
  /** The button's word. */
  button: string
  name?: string
  value?: string
  id?: string
  large?: boolean
  /** Keeps the label for screen readers only, where a heading asks the question. */
  labelHidden?: boolean
  hint?: string
  autofocus?: boolean
  /** What the address keeps besides the words. */
  hidden?: Readonly<Record<string, string>>
}

/** One field and its button; a GET form, so that a result has an address. */
export const Search = ({ action, label, button, name = 'q', value = '', id = 'search', large, labelHidden, hint, autofocus, hidden = {} }: SearchProps) => (
  <form class="search-field" role="search" aria-label={label} method="get" action={action}>
    {Object.entries(hidden).map(([key, given]) => <input type="hidden" name={key} value={given} />)}
    <label for={id} class={labelHidden ? 'hidden-visually' : undefined}>{label}</label>
    <div class="search" {...(large ? { 'data-size': 'large' } : {})}>
      <input class="ds-input" type="search" id={id} name={name} value={value} autocomplete="off" {...(hint ? { 'aria-describedby': `${id}-hint` } : {})} {...(autofocus ? { autofocus: true } : {})} />
      <button class="ds-button" type="submit">{button}</button>
    </div>
    {hint ? <p class="hint" id={`${id}-hint`}>{hint}</p> : null}
  </form>
)
