import type { Page } from '../platform/http/index.ts'
import { aboutPages } from './about-pages.tsx'
import { cabinetPages } from './cabinet/index.ts'
import { homePage } from './home-page.tsx'
import { servicePage } from './service-page.tsx'
import { searchPages } from './services-page.tsx'
import { verifyPages } from './verify-page.tsx'

/** What is put together from many rooms: home, search, services, cabinet, check of documents. */
export const portalPages: readonly Page[] = [homePage, ...searchPages, servicePage, ...verifyPages, ...cabinetPages]
export { aboutPages }
