import type { Page } from '../../../platform/http/index.ts'
import { amendmentPages } from './amendment-pages.tsx'
import { listPage } from './list-page.tsx'
import { logPages } from './log-page.tsx'
import { runningPages } from './running-page.tsx'
import { servicePages } from './service-page.tsx'
import { simulationPages } from './simulation-page.tsx'

export const redesignPages: readonly Page<'country' | 'simulations'>[] = [
  listPage,
  ...amendmentPages,
  ...servicePages,
  ...logPages,
  ...simulationPages,
  ...runningPages,
]
