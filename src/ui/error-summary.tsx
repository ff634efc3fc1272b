export interface FormError {
  /** Id of the field's first input. */
  field?: string
  text: string
}

/**
 * All errors of the form above it, each a link to its field; takes the focus when the page opens. Renders nothing
 * without errors.
 */
export const ErrorSummary = ({ title, errors }: { title: string; errors: readonly FormError[] }) =>
  errors.length === 0 ? null : (
    <div class="ds-error-summary" role="alert" tabindex={-1} autofocus aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{title}</h2>
      <ul>
        {errors.map(({ field, text }) => (
          <li>{field ? <a href={`#${field}`}>{text}</a> : text}</li>
        ))}
      </ul>
    </div>
  )
