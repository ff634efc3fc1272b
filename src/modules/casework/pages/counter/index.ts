import { counterAgreementPages } from './counter-agreements-page.tsx'
import { counterApplicationPages } from './counter-application-page.tsx'
import { linePages, withCounterLine } from './counter-line.tsx'
import { counterHomePages } from './counter-page.tsx'
import { counterPersonPages } from './counter-person-page.tsx'

/** What operators of a counter see of this room. */
export const counterPages = [
  ...linePages,
  ...[...counterHomePages, ...counterAgreementPages, ...counterPersonPages, ...counterApplicationPages].map(
    withCounterLine,
  ),
]
