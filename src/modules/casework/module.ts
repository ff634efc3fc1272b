import { join } from 'node:path'
import type { Tx } from '../../platform/database/index.ts'
import { describeModule, holding } from '../../platform/module/index.ts'
import { effectHandlers } from '../process/index.ts'
import { countFiguresAgain, scheduleCounting } from './model/count-figures.ts'
import { describeResult, signatoryOf } from './model/describe-result.ts'
import { askKeepers, scheduleAskingKeepers } from './model/ask-keepers.ts'
import { datumTold } from './model/datum-told.ts'
import { demoNumbers } from './model/demo-numbers.ts'
import { escalateLate, scheduleEscalation } from './model/escalate-late.ts'
import { fetchCaseEvidence } from './model/fetch-case-evidence.ts'
import { caseworkEvents } from './model/events.ts'
import { endAgreement } from './model/agreement.ts'
import { endHearing } from './model/end-hearing.ts'
import { followCase } from './model/follow-case.ts'
import { applicationRecords } from './model/application-records.ts'
import { feeLapses, holdUnpaid, isUnpaid } from './model/fee-owed.ts'
import { followPayment, paymentTold, settlePayments } from './model/follow-payment.ts'
import { judgeReceiptCode, receiptFileKind } from './model/judge-receipt.ts'
import { lookAt } from './model/look-at-case.ts'
import { notifyEffect } from './model/notify-effect.ts'
import { prepareLetter } from './model/letter-without-office.ts'
import { samplePdf } from './model/sample-pdf.ts'
import { recountTerms } from './model/recount-terms.ts'
import { speakSilence } from './model/silence.ts'
import { tellApplicant } from './model/tell-applicant.ts'
import { remindOfOffer, renewOffer } from './model/tell-offer.ts'
import { applicantPages } from './pages/applicant/index.ts'
import { describeFiles, receiveFile } from './pages/applicant/receive-file.ts'
import { logPages } from './pages/audit/log-pages.tsx'
import { counterPages } from './pages/counter/index.ts'
import { deskPages } from './pages/desk/index.ts'
import { rights } from './rights.ts'
import { openDoor } from '../exchange/index.ts'
import { offeredOnWire } from './model/offered-on-wire.ts'
import { readSubjects } from './model/subjects-of.ts'
import { casesByNumber, partiesOf } from './store/applications.ts'
import { agreementAnswered, agreementAsked, answerAgreementAsked, askAgreement, listAgreements } from './use/agree.ts'
import { agreementSaidAtCounter, answerAgreementAtCounter, findAgreements } from './use/agree-at-counter.ts'
import { listAgreementLetters, printAgreementLetter } from './use/print-agreement-letter.ts'
import { allowRegisters } from './use/allow-registers.ts'
import { answerBody, askBody } from './use/ask-body.ts'
import { answerByLink, openOffer, readOfferLink, renewOfferLink, sendOfferCode } from './use/answer-by-link.ts'
import { takeOffer } from './use/take-offer.ts'
import { listLetters, printLetter } from './use/print-letter.ts'
import { answerQuestion, askApplicant } from './use/ask-applicant.ts'
import { appealDecision } from './use/appeal-decision.ts'
import { attachScan } from './use/attach-scan.ts'
import { attachFile, detachFile } from './use/attach-file.ts'
import { appointSubstitute } from './use/substitute.ts'
import { cancelAppointment, listHours, moveAppointment } from './use/change-appointment.ts'
import { chooseSlot, listSlots } from './use/choose-slot.ts'
import { checkReceipt } from './use/check-receipt.ts'
import { showCounter } from './use/show-counter.ts'
import { showDesk, showTeam } from './use/show-team.ts'
import { showFigures } from './use/show-figures.ts'
import { countUnread, listNotices, readNotices, showCabinet } from './use/show-cabinet.ts'
import { claimTask } from './use/claim-task.ts'
import { getTask } from './use/get-task.ts'
import { completeTask } from './use/complete-task.ts'
import { filesHeld } from './store/attachments.ts'
import { correctApplication, startCorrection } from './use/correct-application.ts'
import { getDraft } from './use/get-draft.ts'
import { discardDraft, saveAnswers, startDraft } from './use/save-draft.ts'
import { prefillDraft } from './use/prefill-draft.ts'
import { explainRules } from './use/explain-rules.ts'
import { findPerson, listPersonCases } from './use/find-person.ts'
import { getApplicationView } from './use/get-application.ts'
import { answerHearingOf, hearApplicant } from './use/hear-applicant.ts'
import { openDecision, serveDecision } from './use/know-decision.ts'
import { listApplications } from './use/list-applications.ts'
import { examineLook, findUnusualLooks } from './use/unusual-looks.ts'
import { judgeLooks, scheduleJudgingLooks } from './model/judge-looks.ts'
import { unusualPages } from './pages/audit/unusual-page.tsx'
import { listEvents } from './use/list-events.ts'
import { listTasks } from './use/list-tasks.ts'
import { reassign, reassignAll, releaseTask } from './use/assign-task.ts'
import { recuse } from './use/recuse.ts'
import { submitApplication } from './use/submit-application.ts'
import { makeDeskKey } from './use/make-desk-key.ts'
import { takeCash } from './use/take-cash.ts'
import { withdrawApplication } from './use/withdraw-application.ts'

/** Applications from draft to decision: Portal, counter, desk. */
export const caseworkModule = describeModule({
  name: 'casework',
  about:
    'Applications from draft to decision: filing, tasks of officers, questions, hearings, appeals, letters, figures.',
  uses: ['catalogue', 'process', 'exchange', 'documents'],
  needs: [
    'country',
    'drawReceipt',
    'engine',
    'events',
    'files',
    'payments',
    'people',
    'principals',
    'published',
    'reachedBy',
    'registers',
    'scan',
    'services',
    'unfinished',
    'uploadBytes',
    'uploadedADay',
    'ways',
  ],
  gives: [
    'casesByNumber',
    'contentOfResult',
    'datumTold',
    'draftBytes',
    'kindsOfEvents',
    'demoNumbers',
    'linkLockedMinutes',
    'mismatchesADay',
    'sampleFile',
    'subjectsOf',
    'substitutionDays',
  ],
  async furnishes({ config, texts, country }, world) {
    return {
      casesByNumber,
      subjectsOf: readSubjects(world),
      whoseCases: async (tx: Tx, cases: readonly string[]) => (await partiesOf(tx, cases)).map(lookAt),
      kindsOfEvents: texts
        .keys(country.languages.first)
        .filter((key) => key.startsWith('log.of.'))
        .map((key) => key.slice('log.of.'.length))
        .sort(),
      draftBytes: config.limits.draft,
      linkLockedMinutes: config.limits.linkLocked,
      substitutionDays: config.limits.substitution,
      mismatchesADay: config.limits.mismatchesADay,
      datumTold: datumTold(country, texts),
      demoNumbers: config.demo ? demoNumbers(join(country.folder, 'people.yaml')) : [],
      sampleFile: config.demo ? await world.files.put(samplePdf()) : undefined,
      contentOfResult: {
        describe: describeResult({ country, people: world.people, services: world.services }, texts),
        signatory: signatoryOf(world),
        unpaid: isUnpaid,
      },
    }
  },
  holdsFiles: async (tx, names, { now, world: { sampleFile } }) => [
    ...(await filesHeld(tx, names, now)),
    // what stands in for a file in the demonstration is put once a start
    ...names.filter((name) => name === sampleFile?.sha256),
  ],
  connects(_foundation, world) {
    world.engine.listen((tx, stepped) => followCase(tx, stepped, world))
    world.engine.listen((tx, stepped) => followPayment(tx, stepped, world))
    world.engine.listen((tx, stepped) => holdUnpaid(tx, stepped, world))
    world.engine.listen(settlePayments)
  },
  useCases: [
    submitApplication,
    listApplications,
    getApplicationView,
    explainRules,
    withdrawApplication,
    allowRegisters,
    appealDecision,
    startCorrection,
    correctApplication,
    openDecision,
    serveDecision,
    hearApplicant,
    answerHearingOf,
    askApplicant,
    answerQuestion,
    askBody,
    answerBody,
    startDraft,
    getDraft,
    saveAnswers,
    prefillDraft,
    discardDraft,
    askAgreement,
    answerAgreementAsked,
    listAgreements,
    findAgreements,
    answerAgreementAtCounter,
    listAgreementLetters,
    printAgreementLetter,
    attachFile,
    attachScan,
    detachFile,
    listTasks,
    getTask,
    claimTask,
    releaseTask,
    recuse,
    completeTask,
    readOfferLink,
    sendOfferCode,
    renewOfferLink,
    openOffer,
    answerByLink,
    takeOffer,
    listLetters,
    printLetter,
    reassign,
    reassignAll,
    appointSubstitute,
    listSlots,
    chooseSlot,
    listHours,
    moveAppointment,
    cancelAppointment,
    findPerson,
    listPersonCases,
    takeCash,
    makeDeskKey,
    listEvents,
    findUnusualLooks,
    examineLook,
    showCounter,
    showDesk,
    showTeam,
    showCabinet,
    countUnread,
    listNotices,
    readNotices,
    checkReceipt,
    showFigures,
  ],
  rights,
  events: [...caseworkEvents, agreementAsked, agreementAnswered, agreementSaidAtCounter],
  pages: [...applicantPages, ...deskPages, ...counterPages, ...logPages, ...unusualPages],
  jobs: ({ database, texts, clock }, world) => [
    ...effectHandlers(world.engine, [fetchCaseEvidence(database, world, clock, texts), notifyEffect()]),
    tellApplicant(world, texts),
    remindOfOffer(world, texts),
    renewOffer(world, texts),
    prepareLetter(world),
    escalateLate(),
    askKeepers(world, texts),
    judgeLooks(world),
    endHearing(world),
    endAgreement(world),
    speakSilence(world),
    countFiguresAgain(),
    paymentTold(world, texts),
    feeLapses(world),
    recountTerms(world),
  ],
  schedules: [scheduleEscalation, scheduleAskingKeepers, scheduleCounting, scheduleJudgingLooks],
  navigation: [
    { path: '/counter', text: 'portal.nav.counter', order: 30, shown: holding('counter') },
    { path: '/desk', text: 'portal.nav.desk', order: 40, shown: holding('officer', 'head') },
  ],
  administration: [
    { path: '/administration/log', text: 'log.title', order: 65, shown: holding('auditor') },
    { path: '/administration/looks', text: 'unusual.title', order: 66, shown: holding('auditor') },
  ],
  verifies: {
    files: [receiptFileKind],
    codes: [{ kind: 'receipt', judge: judgeReceiptCode }],
    records: [applicationRecords],
  },
  routes(app, foundation, world, performer) {
    const { clock, country } = foundation
    // bodies' own systems: proven by their signature, and let in by the same rights as everybody
    const door = openDoor(
      foundation,
      world,
      offeredOnWire(performer, { clock, language: country.languages.first }),
      clock,
    )
    app.all('/r1/*', ({ req }) => door(req.raw))
    app.post('/api/v1/files', async ({ req }) => {
      const principal = await world.principals.bearer(req.raw)
      const circumstances = { principal, language: country.languages.first, now: clock() }
      return receiveFile(req.raw, circumstances, { performer, world })
    })
  },
  described: describeFiles,
})
