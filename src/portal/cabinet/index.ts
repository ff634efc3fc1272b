import { accessesPage } from './accesses-page.tsx'
import { agreementsPages } from './agreements-page.tsx'
import { cabinetPage } from './cabinet-page.tsx'
import { channelsPages } from './channels-page.tsx'
import { draftPages } from './draft-pages.tsx'
import { documentsPages } from './documents-page.tsx'
import { messagesPages } from './messages-page.tsx'
import { wrongPages } from './wrong-page.tsx'
import { heldPages } from './held-page.tsx'
import { sessionsPages } from './sessions-page.tsx'
import { peoplePage } from './people-page.tsx'

export const cabinetPages = [
  cabinetPage,
  ...draftPages,
  ...documentsPages,
  accessesPage,
  ...heldPages,
  ...wrongPages,
  ...agreementsPages,
  peoplePage,
  ...messagesPages,
  ...channelsPages,
  ...sessionsPages,
]
