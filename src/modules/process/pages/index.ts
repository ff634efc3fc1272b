import { casePages } from './case-page.tsx'
import { casesPage } from './cases-page.tsx'
import { historyPages } from './history-pages.ts'
import { incidentPages } from './incidents-page.tsx'
import { migratePages } from './migrate-page.tsx'
import { servicePages } from './service-page.tsx'
import { servicesPage } from './services-page.tsx'

/** Incidents, cases and versions for administrators; histories as files for auditors too. */
export const processPages = [
  ...incidentPages,
  casesPage,
  ...casePages,
  servicesPage,
  ...servicePages,
  ...migratePages,
  ...historyPages,
]
