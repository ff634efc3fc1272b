import { page, type Page } from '../../../platform/http/index.ts'
import { savePart, showPart, type EditedPart } from './edit-part.tsx'
import { listPages } from './list-page.tsx'
import { overviewPages } from './overview-page.tsx'
import { passportPart } from './passport-part.tsx'
import { sourcePart } from './source-part.tsx'

const EDITED: readonly EditedPart[] = [passportPart, sourcePart]

export const studioPages: readonly Page<'country'>[] = [
  ...listPages,
  ...overviewPages,
  ...EDITED.flatMap((edited) => [
    page(`GET /studio/:draft/${edited.part}`, ['country'], (context) => showPart(context, edited)),
    page(`POST /studio/:draft/${edited.part}`, ['country'], (context) => savePart(context, edited)),
  ]),
]
