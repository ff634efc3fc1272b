import type { Page } from '../../../platform/http/index.ts'
import { byEmailPages } from './by-email-page.tsx'
import { alikePage } from './alike-page.tsx'
import { bodiesPage, minePage, showMine } from './bodies-page.tsx'
import { changesPage } from './changes-page.tsx'
import { deskPage, sendAnswer, sendChangeOfAnswer, sendClosing, sendRegrouping, showDesk } from './desk-page.tsx'
import { heldReceiptFile, proofFile, receiptFile, reportFile } from './downloads.ts'
import { atomFeed, datesFile, discussionFeed } from './feeds.ts'
import { reportPage } from './report-page.tsx'
import { discussionPage } from './discussion-page.tsx'
import { enterPages } from './enter-page.tsx'
import { groupPage, sendGroup } from './group-page.tsx'
import { heldPages } from './held-page.tsx'
import { appealsPage, hidingPages } from './hiding.tsx'
import { lettersPages } from './letters-pages.tsx'
import { listPage } from './list-page.tsx'
import { newPage, sendNew } from './new-page.tsx'
import { owedPage, sendDispute, sendDone } from './owed-page.tsx'
import { sendText, textPage } from './text-page.tsx'
import { sendComment, sendSupport, unitPage } from './unit-page.tsx'

export const pages: readonly Page<'country' | 'drawing'>[] = [
  listPage,
  ...lettersPages,
  newPage,
  sendNew,
  bodiesPage,
  minePage,
  appealsPage,
  owedPage,
  sendDone,
  sendDispute,
  atomFeed,
  discussionFeed,
  datesFile,
  discussionPage,
  unitPage,
  alikePage,
  sendComment,
  sendSupport,
  deskPage,
  sendAnswer,
  sendChangeOfAnswer,
  sendClosing,
  sendRegrouping,
  groupPage,
  sendGroup,
  changesPage,
  textPage,
  sendText,
  reportPage,
  reportFile,
  proofFile,
  receiptFile,
  heldReceiptFile,
  ...heldPages,
  ...byEmailPages,
  ...enterPages,
  ...hidingPages(showDesk, showMine),
]
