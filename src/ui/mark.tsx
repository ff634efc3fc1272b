const WINDOW =
  'M0 2a2 2 0 0 1 2-2h22a2 2 0 0 1 2 2v30h-6V16.500C20 12.500 16.500 10.500 13 7 9.500 10.500 6 12.500 6 16.500V32H0z'

/** The mark for the tab of a browser, on a ground of its own so that it is seen in dark windows too. */
export const ICON = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="-5 -2 36 36"><rect x="-5" y="-2" width="36" height="36" rx="6" fill="#fff"/><path fill="#00616f" d="${WINDOW}M9 23h8v9H9z"/></svg>`)}`

/** The product's mark: a darcha, the small pointed window a person is served at. */
export const Mark = () => (
  <svg viewBox="0 0 26 32" aria-hidden="true" fill="currentColor">
    <path fill-rule="evenodd" d={WINDOW} />
    <path d="M9 17.500c0-2.400 1.900-3.700 4-5.900 2.100 2.200 4 3.500 4 5.900V20H9z" opacity=".55" />
    <path d="M9 23h8v9H9z" opacity=".3" />
  </svg>
)
