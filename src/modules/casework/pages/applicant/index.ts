import { withCounterLine } from '../counter/counter-line.tsx'
import { changeAppointmentPages } from '../case/change-appointment.tsx'
import { applicationPages } from './application-page.tsx'
import { appointmentFile } from './appointment.tsx'
import { checkPages } from './check-page.tsx'
import { formPages } from './form-page.tsx'
import { offerPages } from './offer-pages.tsx'
import { payPages } from './pay-page.tsx'
import { receiptFile } from './receipt-file.ts'
import { receiptPage } from './receipt-page.tsx'
import { startPages } from './start-page.tsx'
import { taskPages } from './task-page.tsx'
import { uploadPages } from './upload-pages.ts'

/**
 * What citizens and businesses see of this room. The check page stands before the form's pages: `check` is no page of a
 * form.
 */
export const applicantPages = [
  ...startPages,
  ...[...checkPages, ...formPages].map(withCounterLine),
  ...uploadPages,
  receiptPage,
  receiptFile,
  appointmentFile,
  ...changeAppointmentPages('/applications/:application', { moved: '?done=moved', cancelled: '?done=cancelled' }),
  ...applicationPages,
  ...payPages,
  ...taskPages,
  ...offerPages,
]
