import { page, type Page } from '../../../platform/http/index.ts'
import { savePart, showPart, type EditedPart } from './edit-part.tsx'
import { archivePages } from './archive-page.tsx'
import { commentPages } from './comment-pages.ts'
import { examplesPart } from './examples-part.tsx'
import { feelPages } from './feel-page.tsx'
import { formPart } from './form-part.tsx'
import { lawPart } from './law-part.tsx'
import { listPages } from './list-page.tsx'
import { overviewPages } from './overview-page.tsx'
import { paperPages } from './paper-page.tsx'
import { passportPart } from './passport-part.tsx'
import { previewPages } from './preview-page.tsx'
import { processPart } from './process-part.tsx'
import { resultPart } from './result-part.tsx'
import { roundPages } from './round-page.tsx'
import { rulesPart } from './rules-part.tsx'
import { sourcePart } from './source-part.tsx'
import { textsPart } from './texts-part.tsx'

const EDITED: readonly EditedPart[] = [
  passportPart,
  lawPart,
  formPart,
  rulesPart,
  processPart,
  textsPart,
  examplesPart,
  resultPart,
  sourcePart,
]

export const studioPages: readonly Page<'country' | 'drawSample' | 'serviceTemplates'>[] = [
  ...listPages,
  ...archivePages,
  ...roundPages,
  ...overviewPages,
  ...previewPages,
  ...paperPages,
  ...commentPages,
  ...feelPages,
  ...EDITED.flatMap((edited) => [
    page(`GET /studio/:draft/${edited.part}`, ['country'], (context) => showPart(context, edited)),
    page(`POST /studio/:draft/${edited.part}`, ['country'], (context) => savePart(context, edited)),
  ]),
]
