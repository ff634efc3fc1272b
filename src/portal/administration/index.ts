import type { Page } from '../../platform/http/index.ts'
import type { AnyUseCase } from '../../platform/use-case/index.ts'
import { auditPage } from './pages/audit-page.tsx'
import { bodiesPage } from './pages/bodies-page.tsx'
import { bodyPages } from './pages/body-page.tsx'
import { calendarPage } from './pages/calendar-page.tsx'
import { overviewPage } from './pages/overview-page.tsx'
import { findBodies } from './use/find-bodies.ts'
import { endRole, giveRole } from './use/give-role.ts'
import { listRoleHolders } from './use/list-role-holders.ts'
import { listSeals } from './use/list-seals.ts'
import { readOverview } from './use/read-overview.ts'
import { showCalendar } from './use/show-calendar.ts'

/** The administration beside what the process room offers: health, bodies and their people, calendar, seals. */
export const administrationPages: readonly Page[] = [overviewPage, bodiesPage, ...bodyPages, calendarPage, auditPage]
export const administrationUseCases: readonly AnyUseCase[] = [
  readOverview,
  findBodies,
  listRoleHolders,
  giveRole,
  endRole,
  showCalendar,
  listSeals,
]
