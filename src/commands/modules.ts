import { caseworkModule } from '../modules/casework/index.ts'
import { catalogueModule } from '../modules/catalogue/index.ts'
import { consultationModule } from '../modules/consultation/index.ts'
import { documentsModule } from '../modules/documents/index.ts'
import { exchangeModule } from '../modules/exchange/index.ts'
import { proactiveModule } from '../modules/proactive/index.ts'
import { processModule } from '../modules/process/index.ts'
import { redesignModule } from '../modules/redesign/index.ts'
import { studioModule } from '../modules/studio/index.ts'
import { webhooksModule } from '../modules/webhooks/index.ts'
import { auditModule } from '../platform/audit/index.ts'
import { contactModule } from '../platform/contact/index.ts'
import { filesModule } from '../platform/files/index.ts'
import { identityModule } from '../platform/identity/index.ts'
import type { Module } from '../platform/module/index.ts'
import { notifyModule } from '../platform/notify/index.ts'
import { payModule } from '../platform/pay/index.ts'
import { signModule } from '../platform/sign/index.ts'
import { administrationModule } from '../portal/administration/index.ts'
import { portalModule } from '../portal/index.ts'

/**
 * Every room of the product, those that furnish before those that are furnished. A room that is not here does not
 * exist: not in the interface, not in a menu, not in the matrix of rights, not for `darcha verify`.
 */
export const MODULES: readonly Module[] = [
  // what verifiers elsewhere fetch is found under any host name, so it stands before the one canonical host
  signModule,
  filesModule,
  auditModule,
  notifyModule,
  identityModule,
  contactModule,
  payModule,
  catalogueModule,
  processModule,
  exchangeModule,
  documentsModule,
  caseworkModule,
  proactiveModule,
  consultationModule,
  redesignModule,
  studioModule,
  webhooksModule,
  portalModule,
  administrationModule,
]
