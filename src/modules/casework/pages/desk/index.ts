import type { Page } from '../../../../platform/http/index.ts'
import { casePages } from './case-page.tsx'
import { teamPages } from './team-page.tsx'
import { worklistPages } from './worklist-page.tsx'

/** What officers and heads see of this room. */
export const deskPages: readonly Page[] = [...worklistPages, ...teamPages, ...casePages]
