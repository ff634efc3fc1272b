export { openBrowser } from './testing/open-browser.ts'
export { faultsOf } from './testing/check-page.ts'
