import { useCasesOf } from '../../src/commands/compose.ts'
import { MODULES } from '../../src/commands/modules.ts'
import { readConfig } from '../../src/platform/config/index.ts'
import type { AnyUseCase } from '../../src/platform/use-case/index.ts'
import type { PrincipalName, Stage, Things } from './open-stage.ts'
import { brought, rowOf, useCaseOf } from './table.ts'

const REASON = 'Asked by the matrix of rights'
const SERVICE = 'guardianship-incapacitated-adult'

/**
 * What is sent for each use case: fields of its input, naming real or guessed things. A second way to ask for the same
 * use case
 * stands after its name in brackets. Requests are whole, so that only rights can say no.
 */
export const requests: Record<string, (things: Things) => Record<string, unknown>> = {
  'catalogue.find-services': () => ({ query: 'uy' }),
  'catalogue.get-service': ({ service }) => ({ id: service }),
  'catalogue.export-catalogue': ({ service }) => ({ service }),
  'casework.show-figures': () => ({}),
  'casework.check-receipt': ({ receipt }) => ({ code: receipt }),
  'documents.check-result': ({ code }) => ({ code }),
  'documents.get-result-file': ({ code }) => ({ code }),
  'documents.list-results': () => ({}),
  'exchange.list-accesses': () => ({}),
  'proactive.list-runs': () => ({}),
  'proactive.read-feed-anew': () => ({ register: 'population', feed: 'persons' }),
  'proactive.measure-trigger': ({ service }) => ({ service, from: '2026-11-01', until: '2026-11-30' }),
  'exchange.export-message': ({ message }) => ({ message }),
  'exchange.list-looks': () => ({}),
  'exchange.ask-own-data': () => ({ register: 'tax' }),
  'exchange.list-own-data': () => ({}),
  'exchange.find-looks': ({ number }) => ({ number }),
  'exchange.find-accesses': ({ number }) => ({ number }),

  'casework.submit-application': ({ service }) => ({ service, answers: {} }),
  'casework.submit-application (for a walk-in)': ({ counter, number }) => ({
    service: SERVICE,
    answers: {},
    channel: 'counter',
    office: counter,
    applicant: { number },
  }),
  'casework.submit-application (on paper)': ({ counter, number }) => ({
    service: SERVICE,
    answers: {},
    channel: 'paper',
    office: counter,
    applicant: { number },
    receivedAt: '2026-03-02T10:00:00+05:00',
    sure: true,
  }),
  'casework.submit-application (for a firm)': ({ number }) => ({
    service: SERVICE,
    answers: {},
    applicant: { number, organisation: '309990017' },
  }),
  'casework.list-applications': () => ({}),
  'casework.get-application': ({ application }) => ({ application }),
  'casework.explain-rules': ({ application }) => ({ application }),
  'casework.get-application (of a firm)': ({ firms }) => ({ application: firms }),
  'casework.withdraw-application': ({ application }) => ({ application }),
  'casework.allow-registers': ({ application }) => ({ application, given: true }),
  'casework.appeal-decision': ({ application }) => ({ application, grounds: 'The opinion is wrong' }),
  'casework.start-correction': ({ correction }) => ({ task: correction }),
  'casework.correct-application': ({ correction }) => ({ task: correction, answers: {} }),
  'casework.open-decision': ({ application }) => ({ application }),
  'casework.serve-decision': ({ application }) => ({ application, how: 'handed' }),
  'casework.hear-applicant': ({ task }) => ({
    task,
    reason: 'not-in-interest',
    note: 'The room is too small for the person and the child',
  }),
  'casework.answer-hearing': ({ application }) => ({ application, text: 'The room is ready' }),
  'casework.ask-applicant': ({ application }) => ({ application, text: 'Which year?' }),
  'casework.answer-question': ({ application, question }) => ({ application, question, text: 'Since 2019' }),
  'casework.ask-body': ({ application }) => ({
    application,
    office: 'interior-1726266',
    question: 'Do you know the address?',
  }),
  'casework.answer-body': ({ application, inquiry }) => ({ application, inquiry, text: 'Yes' }),
  'casework.start-draft': ({ service }) => ({ service }),
  'casework.start-draft (for a walk-in)': ({ counter, number }) => ({
    service: SERVICE,
    channel: 'counter',
    office: counter,
    applicant: { number },
  }),
  'casework.get-draft': ({ draft }) => ({ draft }),
  'casework.save-answers': ({ draft }) => ({ draft, answers: { wardName: 'Sanjar Karimov' } }),
  'casework.ask-agreement': ({ naming }) => ({ draft: naming, field: 'ownerNumber' }),
  'casework.answer-agreement': ({ agreement }) => ({ agreement, said: 'agreed' }),
  'casework.list-agreements': () => ({}),
  'casework.prefill-draft': ({ draft }) => ({ draft }),
  'casework.discard-draft': ({ draft }) => ({ draft }),
  'casework.attach-file': ({ draft, upload }) => ({
    draft,
    field: 'familyConsent',
    name: 'a.pdf',
    sha256: upload.sha256,
  }),
  'casework.detach-file': ({ draft, file }) => ({ draft, file }),
  'casework.list-tasks': ({ office }) => ({ office }),
  'casework.get-task': ({ task }) => ({ task }),
  'casework.claim-task': ({ task }) => ({ task }),
  'casework.release-task': ({ task }) => ({ task }),
  'casework.recuse': ({ task }) => ({ task, reason: REASON }),
  'casework.read-offer-link': () => ({ link: 'a'.repeat(22) }),
  'casework.renew-offer-link': () => ({ link: 'a'.repeat(22) }),
  'casework.send-offer-code': () => ({ link: 'a'.repeat(22) }),
  'casework.open-offer': () => ({ link: 'a'.repeat(22), code: '000000' }),
  'casework.answer-by-link': () => ({ link: 'a'.repeat(22), pass: 'a'.repeat(22), outcome: 'accepted' }),
  'casework.list-letters': ({ office }) => ({ office }),
  'casework.print-letter': ({ office, application }) => ({ office, application, wait: '1' }),
  'casework.find-agreements': ({ counter, number }) => ({ office: counter, number }),
  'casework.answer-agreement-at-counter': ({ agreement, counter, number }) => ({
    office: counter,
    agreement,
    number,
    said: 'agreed',
  }),
  'casework.list-agreement-letters': ({ office }) => ({ office }),
  'casework.print-agreement-letter': ({ agreement, office }) => ({ office, agreement }),
  'casework.take-offer': ({ application, counter, applicant }) => ({ office: counter, person: applicant, application }),
  'casework.complete-task': ({ task }) => ({ task, outcome: 'grant' }),
  "casework.complete-task (the applicant's)": ({ confirmation }) => ({ task: confirmation, outcome: 'confirmed' }),
  'casework.reassign-task': ({ task, person }) => ({ task, person }),
  'casework.reassign-all': ({ office, person }) => ({ office, from: person }),
  'casework.appoint-substitute': ({ office, person, colleague }) => ({
    office,
    person,
    substitute: colleague,
    until: '2027-01-31',
  }),
  'casework.list-slots': ({ slot }) => ({ task: slot }),
  'casework.choose-slot': ({ slot }) => ({ task: slot, at: '2099-03-02T10:00:00+05:00' }),
  'casework.list-hours': ({ application }) => ({ application }),
  'casework.move-appointment': ({ application }) => ({ application, at: '2099-03-02T10:00:00+05:00', reason: REASON }),
  'casework.cancel-appointment': ({ application }) => ({ application }),
  'casework.find-person': ({ counter, number }) => ({ office: counter, query: number }),
  'casework.list-person-cases': ({ counter, person }) => ({ office: counter, person }),
  'casework.show-counter': ({ counter }) => ({ office: counter }),
  'casework.make-desk-key': ({ counter }) => ({ office: counter }),
  'casework.attach-scan': ({ application, upload }) => ({ application, name: 'a.pdf', sha256: upload.sha256 }),
  'casework.take-cash': ({ application }) => ({ application, receipt: 'K-2' }),
  'casework.find-unusual-looks': () => ({}),
  'casework.examine-look': ({ application }) => ({ look: application, note: REASON }),
  'casework.list-events': () => ({}),
  'casework.show-desk': ({ office }) => ({ office }),
  'casework.show-desk (of the asked body)': () => ({ office: 'health-1726266' }),
  'casework.show-team': ({ office }) => ({ office }),
  'casework.show-cabinet': () => ({}),
  'casework.count-unread': () => ({}),
  'casework.list-notices': () => ({}),
  'casework.read-notices': () => ({}),

  'consultation.list-discussions': () => ({}),
  'consultation.get-discussion': ({ discussion }) => ({ discussion }),
  'consultation.list-comments': ({ discussion }) => ({ discussion }),
  'consultation.get-puzzle': () => ({}),
  'consultation.comment-by-email': ({ discussion }) => ({
    discussion,
    words: REASON,
    name: 'Made Up',
    email: 'made.up@people.example',
    puzzle: '',
  }),
  'consultation.subscribe': ({ discussion }) => ({ discussion, email: 'made.up@people.example', puzzle: '' }),
  'consultation.read-subscription': () => ({ secret: 'a'.repeat(43) }),
  'consultation.confirm-letters': () => ({ secret: 'a'.repeat(43) }),
  'consultation.end-letters': () => ({ secret: 'a'.repeat(43) }),
  'consultation.read-pending': () => ({ token: 'a'.repeat(43) }),
  'consultation.confirm-comment': () => ({ token: 'a'.repeat(43) }),
  'consultation.read-held-comment': () => ({ token: 'a'.repeat(43) }),
  'consultation.appeal-by-letter': () => ({ token: 'a'.repeat(43), appeal: REASON }),
  'consultation.dispute-by-letter': () => ({ token: 'a'.repeat(43), why: REASON }),
  'consultation.get-receipt': ({ discussion, comment }) => ({ discussion, comment }),
  'consultation.open-discussion': () => ({
    body: 'ministry-justice',
    title: 'A draft',
    language: 'en',
    note: REASON,
    text: 'Article 1. Aim',
  }),
  'consultation.add-comment': ({ discussion }) => ({ discussion, words: REASON }),
  'consultation.support-comment': ({ discussion, comment }) => ({ discussion, comment }),
  'consultation.answer-comments': ({ discussion, comment }) => ({
    discussion,
    comment,
    outcome: 'outside',
    reason: REASON,
  }),
  'consultation.list-hidden': ({ discussion }) => ({ discussion }),
  'consultation.name-change': ({ discussion, comment }) => ({
    discussion,
    answer: comment,
    owed: REASON,
    owedBy: '2099-01-01',
  }),
  'consultation.enter-comments': ({ discussion }) => ({
    discussion,
    source: 'paper',
    origin: 'Letter 1',
    comments: [{ received: '2026-01-01', words: REASON }],
  }),
  'consultation.list-owed': () => ({}),
  'consultation.settle-owed': ({ discussion, comment }) => ({ discussion, answer: comment, what: REASON }),
  'consultation.dispute-done': ({ discussion, comment }) => ({ discussion, answer: comment, why: REASON }),
  'consultation.close-discussion': ({ discussion }) => ({ discussion }),
  'consultation.publish-text': ({ discussion }) => ({ discussion, text: 'Article 1. Aim\nOther words.', note: REASON }),
  'consultation.compare-texts': ({ discussion }) => ({ discussion }),
  'consultation.list-groups': ({ discussion }) => ({ discussion }),
  'consultation.get-group': ({ discussion, comment }) => ({ discussion, group: comment }),
  'consultation.confirm-group': ({ discussion, comment }) => ({ discussion, group: comment, revision: 1 }),
  'consultation.split-group': ({ discussion, comment }) => ({ discussion, group: comment, revision: 1, word: 'x' }),
  'consultation.group-comments': ({ discussion }) => ({ discussion }),
  'consultation.list-answers': ({ discussion }) => ({ discussion }),
  'consultation.get-report': ({ discussion }) => ({ discussion }),
  'consultation.get-open-data': ({ discussion }) => ({ discussion }),
  'consultation.get-text': ({ discussion }) => ({ discussion, number: 1 }),
  'consultation.show-bodies': () => ({}),
  'consultation.hide-comment': ({ discussion, comment }) => ({ discussion, comment, reason: 'insult' }),
  'consultation.appeal-hiding': ({ discussion, comment }) => ({ discussion, comment, appeal: REASON }),
  'consultation.decide-hiding': ({ discussion, comment }) => ({
    discussion,
    comment,
    decision: 'lifted',
    reason: REASON,
  }),
  'consultation.list-appeals': ({ discussion }) => ({ discussion }),
  'consultation.list-appeals-to-me': () => ({}),
  'consultation.get-record': ({ ended }) => ({ discussion: ended }),
  'consultation.get-proof': ({ ended, proven }) => ({ discussion: ended, comment: proven }),
  'consultation.list-my-comments': () => ({}),
  'process.list-incidents': () => ({}),
  'process.retry-incident': ({ incident }) => ({ incident, reason: REASON }),
  'process.suspend-case': ({ application }) => ({ case: application, reason: REASON }),
  'process.resume-case': ({ application }) => ({ case: application, reason: REASON }),
  'process.move-token': ({ application, task }) => ({
    case: application,
    wait: Number(task.split('.')[1]),
    element: 'prepare',
    reason: REASON,
  }),
  'process.tell-processes': () => ({ type: 'signal', name: 'asked-by-the-matrix' }),
  'process.suspend-service': ({ definition }) => ({ definition, reason: REASON }),
  'process.resume-service': ({ definition }) => ({ definition, reason: REASON }),
  'process.plan-migration': ({ definition }) => ({ from: definition, to: definition }),
  'process.migrate-cases': ({ definition }) => ({
    from: definition,
    to: definition,
    mapping: {},
    dryRun: true,
    reason: REASON,
  }),
  'process.list-definitions': () => ({}),
  // the first that was filed on the stage, whose clock stands in that month
  'process.find-cases': () => ({ number: '2026-11-000001' }),
  'process.show-case': ({ application }) => ({ case: application }),
  'process.measure-service': ({ definition }) => ({ definition }),
  'process.export-case-history': ({ application }) => ({ case: application }),
  'process.export-service-history': ({ definition }) => ({ definition }),

  'administration.read-overview': () => ({}),
  'administration.try-system': () => ({ system: 'mail' }),
  'administration.find-bodies': () => ({ query: 'hokim' }),
  'administration.show-body': ({ office }) => ({ body: office }),
  'administration.change-contact': ({ office }) => ({
    body: office,
    phone: '1140',
    source: 'Letter 1 of the test',
    sourceDate: '2026-03-02',
  }),
  'administration.show-calendar': () => ({ year: 2026 }),
  'administration.change-calendar': () => ({
    date: '2031-03-10',
    kind: 'feast',
    name: 'Hayit',
    source: 'Order 1 of the test',
    sourceDate: '2026-03-02',
  }),
  'audit.list-seals': () => ({}),
  'identity.get-official': ({ office, person }) => ({ body: office, person }),
  'identity.list-role-holders': ({ office }) => ({ body: office }),
  'identity.give-role': ({ office, number }) => ({ body: office, number, role: 'officer', reason: REASON }),
  'identity.end-role': ({ office, person }) => ({ body: office, person, role: 'officer', reason: REASON }),
  ...Object.fromEntries(
    brought.map((row) => [rowOf(row), (things: Things) => row.asks(things as unknown as Record<string, string>)]),
  ),
}

/** Whether a field of a use case stands in the path. */
export const isInPath = (name: string, field: string): boolean => useCases.get(name)!.at.includes(`{${field}}`)

/** Whether a row's use case only looks. */
export const isLook = (row: string): boolean => useCases.get(useCaseOf(row))!.kind === 'reads'

const useCases = new Map<string, AnyUseCase>(
  useCasesOf(MODULES, readConfig(process.cwd(), {})).map((useCaseRow) => [useCaseRow.name, useCaseRow]),
)

/** Asks for a row's use case with the things given. */
export const ask = (stage: Stage, row: string, who: PrincipalName, things: Things) =>
  send(stage, useCaseOf(row), who, requests[row]!(things))

/** Sends a use case's input as the interface wants it: path fields in the path, the rest in query or body. */
export function send(
  stage: Stage,
  name: string,
  who: PrincipalName,
  given: Record<string, unknown>,
  headers: Record<string, string> = {},
) {
  const [method, path] = useCases.get(name)!.at.split(' ') as [string, string]
  const input = { ...given }
  const filled = path.replace(/\{(\w+)\}/g, (_match, field: string) => {
    const value = typeof input[field] === 'object' ? JSON.stringify(input[field]) : String(input[field])
    delete input[field]
    return encodeURIComponent(value)
  })
  const query =
    method === 'GET' && Object.keys(input).length > 0
      ? `?${new URLSearchParams(Object.entries(input).map(([field, value]) => [field, typeof value === 'object' ? JSON.stringify(value) : String(value)]))}`
      : ''
  return stage.ask(who, method, filled + query, method === 'GET' || method === 'DELETE' ? undefined : input, headers)
}
