import type { Page } from '../../../platform/http/index.ts'
import { deskPage, sendAnswer, sendClosing } from './desk-page.tsx'
import { discussionPage } from './discussion-page.tsx'
import { listPage } from './list-page.tsx'
import { newPage, sendNew } from './new-page.tsx'
import { sendComment, sendSupport, unitPage } from './unit-page.tsx'

export const pages: readonly Page[] = [
  listPage,
  newPage,
  sendNew,
  discussionPage,
  unitPage,
  sendComment,
  sendSupport,
  deskPage,
  sendAnswer,
  sendClosing,
]
