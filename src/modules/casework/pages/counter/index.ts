import { counterApplicationPages } from './counter-application-page.tsx'
import { linePage, withCounterLine } from './counter-line.tsx'
import { counterHomePages } from './counter-page.tsx'
import { counterPersonPages } from './counter-person-page.tsx'

/** What operators of a counter see of this room. */
export const counterPages = [
  linePage,
  ...[...counterHomePages, ...counterPersonPages, ...counterApplicationPages].map(withCounterLine),
]
