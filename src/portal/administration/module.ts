import { describeModule, holding, type MenuEntry } from '../../platform/module/index.ts'
import type { Principal } from '../../platform/rights/index.ts'
import { accessesPages } from './pages/accesses-page.tsx'
import { auditPage } from './pages/audit-page.tsx'
import { begunPages } from './pages/begun-pages.tsx'
import { bodiesPage } from './pages/bodies-page.tsx'
import { bodyPages } from './pages/body-page.tsx'
import { calendarPages } from './pages/calendar-page.tsx'
import { overviewPages } from './pages/overview-page.tsx'
import { systemPages } from './pages/system-page.tsx'
import { systemsPages } from './pages/systems-page.tsx'
import { changeCalendar } from './use/change-calendar.ts'
import { changeContact } from './use/change-contact.ts'
import { findBodies } from './use/find-bodies.ts'
import { endRole, giveRole } from './use/give-role.ts'
import { listRoleHolders } from './use/list-role-holders.ts'
import { listSeals } from './use/list-seals.ts'
import { readOverview } from './use/read-overview.ts'
import { showBody } from './use/show-body.ts'
import { showCalendar } from './use/show-calendar.ts'
import { trySystem } from './use/try-system.ts'

const tab = (path: string, name: string, order: number, ...roles: string[]): MenuEntry => ({
  path: `/administration${path}`,
  text: `admin.tab.${name}`,
  order,
  shown: holding(...roles),
})

const administers = holding('administrator')

/** The administration beside what the rooms offer: health, bodies and their people, calendar, seals. */
export const administrationModule = describeModule({
  name: 'administration',
  about: 'What an administrator sees and sets: the overview, systems outside, bodies, the calendar.',
  uses: ['process', 'exchange', 'proactive'],
  needs: ['country', 'exchangeKeys', 'people', 'principals', 'published'],
  useCases: [
    readOverview,
    trySystem,
    findBodies,
    showBody,
    changeContact,
    listRoleHolders,
    giveRole,
    endRole,
    showCalendar,
    changeCalendar,
    listSeals,
  ],
  pages: [
    ...overviewPages,
    bodiesPage,
    ...bodyPages,
    ...calendarPages,
    ...systemsPages,
    ...systemPages,
    ...begunPages,
    ...accessesPages,
    auditPage,
  ],
  navigation: [
    { path: '/administration', text: 'portal.nav.administration', order: 50, shown: administers },
    // what an auditor reads begins with the log
    {
      path: '/administration/log',
      text: 'admin.audit',
      order: 51,
      within: '/administration',
      shown: (principal: Principal) => holding('auditor')(principal) && !administers(principal),
    },
  ],
  administration: [
    tab('', 'overview', 10, 'administrator'),
    tab('/bodies', 'people', 50, 'administrator'),
    { path: '/administration/systems', text: 'systems.tab', order: 53, shown: holding('administrator', 'head') },
    tab('/proactive', 'proactive', 55, 'administrator', 'auditor'),
    tab('/calendar', 'calendar', 60, 'administrator', 'auditor'),
    tab('/accesses', 'accesses', 66, 'auditor'),
    tab('/audit', 'audit', 70, 'administrator', 'auditor'),
  ],
})
