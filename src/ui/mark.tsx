/** The product's mark: a darcha, the small pointed window a person is served at. */
export const Mark = () => (
  <svg viewBox="0 0 26 32" aria-hidden="true" fill="currentColor">
    <path fill-rule="evenodd" d="M0 2a2 2 0 0 1 2-2h22a2 2 0 0 1 2 2v30h-6V16.500C20 12.500 16.500 10.500 13 7 9.500 10.500 6 12.500 6 16.500V32H0z" />
    <path d="M9 17.500c0-2.400 1.900-3.700 4-5.900 2.100 2.200 4 3.500 4 5.900V20H9z" opacity=".55" />
    <path d="M9 23h8v9H9z" opacity=".3" />
  </svg>
)
