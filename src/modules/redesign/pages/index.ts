import { listPage } from './list-page.tsx'
import { logPages } from './log-page.tsx'
import { simulationPages } from './simulation-page.tsx'
import { servicePages } from './service-page.tsx'

export const redesignPages = [listPage, ...servicePages, ...logPages, ...simulationPages]
