export interface SearchProps {
  action: string
  /** `post` where what is typed must not stand in an address, such as a person's number. */
  method?: 'get' | 'post'
  label: string
  /** The button's word. */
  button: string
  /** On a page whose one primary action is another. */
  look?: 'secondary'
  name?: string
  value?: string
  id?: string
  large?: boolean
  /** Keeps the label for screen readers only, where a heading asks the question. */
  labelHidden?: boolean
  hint?: string
  /** What was wrong with what is typed, after `errorPrefix` for screen readers. */
  error?: string | undefined
  errorPrefix?: string
  autofocus?: boolean
  /** What goes along with the words. */
  hidden?: Readonly<Record<string, string>>
}

/** One field and its button; a GET form unless said, so that a result has an address. */
export const Search = ({
  action,
  method = 'get',
  label,
  button,
  look,
  name = 'q',
  value = '',
  id = 'search',
  large,
  labelHidden,
  hint,
  error,
  errorPrefix,
  autofocus,
  hidden = {},
}: SearchProps) => {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <form class="search-field" role="search" aria-label={label} method={method} action={action}>
      {Object.entries(hidden).map(([key, given]) => (
        <input type="hidden" name={key} value={given} />
      ))}
      <label for={id} class={labelHidden ? 'hidden-visually' : undefined}>
        {label}
      </label>
      {error ? (
        <p class="ds-validation-message" id={`${id}-error`}>
          <span class="hidden-visually">{errorPrefix}: </span>
          {error}
        </p>
      ) : null}
      <div class="search" {...(large ? { 'data-size': 'large' } : {})}>
        <input
          class="ds-input"
          type="search"
          id={id}
          name={name}
          value={value}
          autocomplete="off"
          {...(described ? { 'aria-describedby': described } : {})}
          {...(error ? { 'aria-invalid': 'true' as const } : {})}
          {...(autofocus ? { autofocus: true } : {})}
        />
        <button class="ds-button" type="submit" {...(look ? { 'data-variant': look } : {})}>
          {button}
        </button>
      </div>
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </form>
  )
}
