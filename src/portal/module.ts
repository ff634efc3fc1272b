import { describeModule } from '../platform/module/index.ts'
import { aboutPages } from './about-pages.tsx'
import { bodyPage } from './body-page.tsx'
import { cabinetPages } from './cabinet/index.ts'
import { homePage } from './home-page.tsx'
import { servicePage } from './service-page.tsx'
import { searchPages } from './services-page.tsx'
import { verifyPages } from './verify-page.tsx'

/** What is put together from many rooms: home, search, services, cabinet, check of documents. */
export const portalModule = describeModule({
  name: 'portal',
  needs: ['country', 'files', 'published'],
  // it shows files, and names none
  holdsFiles: async () => [],
  uses: ['administration', 'catalogue', 'casework', 'documents', 'exchange', 'process'],
  pages: (config) => [
    homePage,
    ...searchPages,
    servicePage,
    bodyPage,
    ...verifyPages,
    ...cabinetPages,
    ...aboutPages(config),
  ],
  navigation: [
    { path: '/services', text: 'portal.nav.services', order: 10 },
    {
      path: '/cabinet',
      text: 'portal.nav.cabinet',
      order: 20,
      shown: (principal) => principal.personId !== undefined,
    },
    { path: '/verify', text: 'portal.nav.verify', order: 90, minor: true },
  ],
})
