import { filePage } from '../case/file-page.ts'
import { casePages } from './case-pages.ts'
import { dayPages } from './day-page.tsx'
import { letterPages } from './letter-pages.tsx'
import { teamPages } from './team-page.tsx'
import { worklistPages } from './worklist-page.tsx'

/** What officers and heads see of this room, and the files of a case for whoever may read it. */
export const deskPages = [...worklistPages, ...teamPages, ...casePages, ...dayPages, ...letterPages, filePage]
