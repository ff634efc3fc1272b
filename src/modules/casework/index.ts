import './world.ts'
import { agreementRows, agreementTag, askerOf, mayBeSaid } from './pages/agreement-rows.tsx'
import { answerAgreementAsked, askAgreement, listAgreements } from './use/agree.ts'
import { answerBody, askBody } from './use/ask-body.ts'
import { answerQuestion, askApplicant } from './use/ask-applicant.ts'
import { appealDecision } from './use/appeal-decision.ts'
import { attachFile, detachFile } from './use/attach-file.ts'
import { appointSubstitute } from './use/substitute.ts'
import { chooseSlot, listSlots } from './use/choose-slot.ts'
import { checkReceipt } from './use/check-receipt.ts'
import { showCounter } from './use/show-counter.ts'
import { showDesk, showTeam } from './use/show-team.ts'
import { showFigures } from './use/show-figures.ts'
import { countUnread, listNotices, readNotices, showCabinet } from './use/show-cabinet.ts'
import { claimTask } from './use/claim-task.ts'
import { completeTask } from './use/complete-task.ts'
import { correctApplication, startCorrection } from './use/correct-application.ts'
import { getDraft } from './use/get-draft.ts'
import { discardDraft, saveAnswers, startDraft } from './use/save-draft.ts'
import { explainRules } from './use/explain-rules.ts'
import { findPerson, listPersonCases } from './use/find-person.ts'
import { getApplicationView } from './use/get-application.ts'
import { answerHearingOf, hearApplicant } from './use/hear-applicant.ts'
import { openDecision, serveDecision } from './use/know-decision.ts'
import { listApplications } from './use/list-applications.ts'
import { listEvents } from './use/list-events.ts'
import { listTasks } from './use/list-tasks.ts'
import { reassign, reassignAll, releaseTask } from './use/assign-task.ts'
import { submitApplication } from './use/submit-application.ts'
import { takeCash } from './use/take-cash.ts'
import { withdrawApplication } from './use/withdraw-application.ts'

export {
  agreementRows,
  agreementTag,
  askerOf,
  mayBeSaid,
  answerAgreementAsked,
  answerBody,
  answerHearingOf,
  hearApplicant,
  openDecision,
  serveDecision,
  answerQuestion,
  appealDecision,
  appointSubstitute,
  askAgreement,
  askApplicant,
  askBody,
  attachFile,
  chooseSlot,
  claimTask,
  completeTask,
  correctApplication,
  detachFile,
  discardDraft,
  explainRules,
  findPerson,
  getApplicationView,
  getDraft,
  listAgreements,
  listApplications,
  listEvents,
  listPersonCases,
  listSlots,
  listTasks,
  reassign,
  reassignAll,
  releaseTask,
  saveAnswers,
  startCorrection,
  startDraft,
  submitApplication,
  takeCash,
  withdrawApplication,
  showCounter,
  showDesk,
  showTeam,
  checkReceipt,
  countUnread,
  listNotices,
  readNotices,
  showCabinet,
  showFigures,
}
export { rights as caseworkRights } from './rights.ts'
export { bodyAsked, decided } from './model/events.ts'
export { scheduleEscalation } from './model/escalate-late.ts'
export type { Application, Applicant } from './model/application.ts'
export type { TimelineEntry } from './model/timeline.ts'
export type { ApplicationView } from './use/get-application.ts'
export { caseOfTask } from './use/get-application.ts'
export { CaseTag } from './pages/case/case-tag.tsx'
export { datumAnswers, datumOf, recordOf } from './model/as-logged.ts'
export { namedFacts } from './pages/case/register-facts.ts'
export { suspendedSaid } from './pages/case/suspended-said.ts'
export { numbersThatApplied, numbersThatTook } from './store/applications.ts'
export { handOverCase } from './model/hand-over-case.ts'
export { endWithoutApplicant, openWithoutApplicant, type ToOpen } from './model/open-without-applicant.ts'
export { caseworkModule } from './module.ts'
