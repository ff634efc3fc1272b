export interface KeyHelp {
  key: string
  does: string
}

/**
 * The list of a desk's keys, opened by `?` or by the line under the page, which the island shows; with the switch that
 * turns single keys off (WCAG 2.1.4). Needs the island `desk-keys`.
 */
export const KeysHelp = ({
  title,
  open,
  keys,
  turnOff,
  close,
}: {
  title: string /** Words of the line that opens the list. */
  open: string
  keys: readonly KeyHelp[]
  turnOff: string
  close: string
}) => (
  <>
    <p class="small no-print" data-keys-open="" hidden>
      <button type="button" class="button-link">
        {open}
      </button>{' '}
      <kbd>?</kbd>
    </p>
    <dialog class="keys" data-keys="" aria-labelledby="keys-title">
      <h2 id="keys-title">{title}</h2>
      <dl class="summary">
        {keys.map(({ key, does }) => (
          <div>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <div class="option">
        <input class="ds-input" type="checkbox" id="keys-off" data-keys-off="" />
        <label for="keys-off">{turnOff}</label>
      </div>
      <form method="dialog">
        <button type="submit" class="ds-button" data-variant="secondary">
          {close}
        </button>
      </form>
    </dialog>
  </>
)
