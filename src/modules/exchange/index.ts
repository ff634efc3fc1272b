import './world.ts'
export {
  isSilence,
  RegisterRefused,
  RegisterUnavailable,
  systemOf,
  type EvidenceAnswer,
  type EvidenceRequest,
} from './model/evidence.ts'
export { registerClient, type FeedPage, type RegisterClient } from './model/register-client.ts'
export { consentsStanding, keepConsents, openRegisters } from './model/consent.ts'
export { ConsentMissing, IMPARTIALITY, LETTER, OutsideTheModel, OWN_LOOK } from './model/asked.ts'
export { postalOf } from './model/require-mandate.ts'
export type { Piece, Subjects } from './model/require-subject.ts'
export { fetchEvidence } from './model/fetch-evidence.ts'
export { openDoor, type OfferedHere } from './model/open-door.ts'
export { ACCESS_DIGEST, recordAccess, subjectsAsked, type Access, type Asked } from './store/accesses.ts'
export { forgetKept, KEPT_DIGESTS } from './store/kept-answers.ts'
export { findSystem, listedSystems } from './store/systems.ts'
export { SYSTEM_DIGESTS } from './store/vouch-system.ts'
export { exportMessage } from './use/export-message.ts'
export type { DoorService } from './model/door-services.ts'
export { rolesGivenBy, servicesGivenBy } from './model/door-services.ts'
export { bodiesSeenBy } from './model/administered.ts'
export { headsSystem } from './rights.ts'
export { endSystemPart, nameSystem } from './use/name-system.ts'
export { FAULT_DAYS, listSystems } from './use/list-systems.ts'
export { showSystem } from './use/show-system.ts'
export { endKey, giveKey } from './use/system-keys.ts'
export { endAccess, giveAccess } from './use/system-rights.ts'
export { findAccesses } from './use/find-accesses.ts'
export { findLooks } from './use/find-looks.ts'
export { listLooks } from './use/list-looks.ts'
export { askOwnData, listOwnData, ownAnswer } from './use/own-data.ts'
export { listAccesses } from './use/list-accesses.ts'
export { looksMade, openedBy, sawForCase, type LookMade } from './store/looks-made.ts'
export { messageStore } from './store/messages.ts'
export { exchangeModule } from './module.ts'
