import { MODULES } from '../../src/commands/modules.ts'
import { cellsOf, type RightsRow } from '../../src/platform/rights/index.ts'

/**
 * Who may what. Columns: nobody; the applicant; another citizen; a firm's director; the operator of the counter that
 * took the application in and of
 * another one; officer and head of the office that decides, and of another office; an officer of a body that gave its
 * opinion; auditor; administrator.
 * `+` may, `-` is denied (401 for nobody, 403 for others). The applicant's own things are asked for unless the name
 * says whose.
 */
export const TABLE = `
                                                  nobody applicant other firm counter counter2 officer officer2 head head2 asked auditor administrator
catalogue.find-services                             +       +       +    +      +       +        +       +      +     +     +      +         +
catalogue.get-service                               +       +       +    +      +       +        +       +      +     +     +      +         +
catalogue.export-catalogue                          +       +       +    +      +       +        +       +      +     +     +      +         +
casework.show-figures                               +       +       +    +      +       +        +       +      +     +     +      +         +
casework.check-receipt                              +       +       +    +      +       +        +       +      +     +     +      +         +
documents.check-result                              +       +       +    +      +       +        +       +      +     +     +      +         +
documents.get-result-file                           -       +       -    -      -       -        +       -      +     -     -      -         -
documents.list-results                              -       +       +    +      +       +        +       +      +     +     +      +         +
exchange.list-looks                                 -       +       +    +      +       +        +       +      +     +     +      +         +
exchange.ask-own-data                               -       +       +    +      +       +        +       +      +     +     +      +         +
exchange.list-own-data                              -       +       +    +      +       +        +       +      +     +     +      +         +
exchange.find-looks                                 -       -       -    -      -       -        -       -      -     -     -      +         -
exchange.find-accesses                              -       -       -    -      -       -        -       -      -     -     -      +         -
exchange.list-accesses                              -       +       +    +      +       +        +       +      +     +     +      +         +
exchange.export-message                             -       +       -    -      -       -        -       -      -     -     -      +         -
proactive.list-runs                                 -       -       -    -      -       -        -       -      -     -     -      +         +
proactive.measure-trigger                           -       -       -    -      -       -        -       -      -     -     -      +         +
proactive.read-feed-anew                            -       -       -    -      -       -        -       -      -     -     -      -         +
casework.submit-application                         -       +       +    +      +       +        +       +      +     +     +      +         +
casework.submit-application (for a walk-in)         -       -       -    -      +       -        -       -      -     -     -      -         -
casework.submit-application (on paper)              -       -       -    -      +       -        -       -      -     -     -      -         -
casework.submit-application (for a firm)            -       -       -    +      -       -        -       -      -     -     -      -         -
casework.list-applications                          -       +       +    +      +       +        +       +      +     +     +      +         +
casework.get-application                            -       +       -    -      +       -        +       -      +     -     +      -         -
casework.explain-rules                              -       +       -    -      +       -        +       -      +     -     +      -         -
casework.get-application (of a firm)                -       -       -    +      -       -        +       -      +     -     -      -         -
casework.withdraw-application                       -       +       -    -      +       -        -       -      -     -     -      -         -
casework.allow-registers                            -       +       -    -      +       -        -       -      -     -     -      -         -
casework.appeal-decision                            -       +       -    -      +       -        -       -      -     -     -      -         -
casework.start-correction                           -       +       -    -      +       -        -       -      -     -     -      -         -
casework.correct-application                        -       +       -    -      +       -        -       -      -     -     -      -         -
casework.open-decision                              -       +       -    -      -       -        -       -      -     -     -      -         -
casework.serve-decision                             -       -       -    -      +       -        +       -      +     -     +      -         -
casework.hear-applicant                             -       -       -    -      -       -        +       -      +     -     -      -         -
casework.answer-hearing                             -       +       -    -      +       -        -       -      -     -     -      -         -
casework.ask-applicant                              -       -       -    -      -       -        +       -      +     -     -      -         -
casework.answer-question                            -       +       -    -      +       -        -       -      -     -     -      -         -
casework.ask-body                                   -       -       -    -      -       -        +       -      +     -     +      -         -
casework.answer-body                                -       -       -    -      -       -        -       -      -     -     +      -         -
casework.start-draft                                -       +       +    +      +       +        +       +      +     +     +      +         +
casework.start-draft (for a walk-in)                -       -       -    -      +       -        -       -      -     -     -      -         -
casework.get-draft                                  -       +       -    -      -       -        -       -      -     -     -      -         -
casework.save-answers                               -       +       -    -      -       -        -       -      -     -     -      -         -
casework.ask-agreement                              -       +       -    -      -       -        -       -      -     -     -      -         -
casework.answer-agreement                           -       +       -    -      -       -        -       -      -     -     -      -         -
casework.list-agreements                            -       +       +    +      +       +        +       +      +     +     +      +         +
casework.prefill-draft                              -       +       -    -      -       -        -       -      -     -     -      -         -
casework.discard-draft                              -       +       -    -      -       -        -       -      -     -     -      -         -
casework.attach-file                                -       +       -    -      -       -        -       -      -     -     -      -         -
casework.detach-file                                -       +       -    -      -       -        -       -      -     -     -      -         -
casework.list-tasks                                 -       -       -    -      -       -        +       -      +     -     -      -         -
casework.get-task                                   -       -       -    -      -       -        +       -      +     -     -      -         -
casework.claim-task                                 -       -       -    -      -       -        +       -      +     -     -      -         -
casework.release-task                               -       -       -    -      -       -        +       -      +     -     -      -         -
casework.recuse                                     -       -       -    -      -       -        +       -      +     -     -      -         -
casework.complete-task                              -       -       -    -      -       -        +       -      +     -     -      -         -
casework.complete-task (the applicant's)            -       +       -    -      +       -        -       -      -     -     -      -         -
casework.read-offer-link                            +       +       +    +      +       +        +       +      +     +     +      +         +
casework.send-offer-code                            +       +       +    +      +       +        +       +      +     +     +      +         +
casework.renew-offer-link                           +       +       +    +      +       +        +       +      +     +     +      +         +
casework.open-offer                                 +       +       +    +      +       +        +       +      +     +     +      +         +
casework.answer-by-link                             +       +       +    +      +       +        +       +      +     +     +      +         +
casework.list-letters                               -       -       -    -      -       -        +       -      +     -     -      -         -
casework.print-letter                               -       -       -    -      -       -        +       -      +     -     -      -         -
casework.find-agreements                            -       -       -    -      +       -        -       -      -     -     -      -         -
casework.answer-agreement-at-counter                -       -       -    -      +       -        -       -      -     -     -      -         -
casework.list-agreement-letters                     -       -       -    -      -       -        +       -      +     -     -      -         -
casework.print-agreement-letter                     -       -       -    -      -       -        +       -      +     -     -      -         -
casework.take-offer                                 -       -       -    -      +       -        -       -      -     -     -      -         -
casework.reassign-task                              -       -       -    -      -       -        -       -      +     -     -      -         -
casework.reassign-all                               -       -       -    -      -       -        -       -      +     -     -      -         +
casework.appoint-substitute                         -       -       -    -      -       -        -       -      +     -     -      -         +
casework.list-slots                                 -       +       -    -      +       -        -       -      -     -     -      -         -
casework.choose-slot                                -       +       -    -      +       -        -       -      -     -     -      -         -
casework.list-hours                                 -       +       -    -      +       -        +       -      +     -     +      -         -
casework.move-appointment                           -       +       -    -      +       -        +       -      +     -     +      -         -
casework.cancel-appointment                         -       +       -    -      +       -        -       -      -     -     -      -         -
casework.find-person                                -       -       -    -      +       -        -       -      -     -     -      -         -
casework.list-person-cases                          -       -       -    -      +       -        -       -      -     -     -      -         -
casework.show-counter                               -       -       -    -      +       -        -       -      -     -     -      -         -
casework.take-cash                                  -       -       -    -      +       -        -       -      -     -     -      -         -
casework.attach-scan                                -       -       -    -      +       -        -       -      -     -     -      -         -
casework.make-desk-key                              -       -       -    -      +       -        -       -      -     -     -      -         -
casework.find-unusual-looks                         -       -       -    -      -       -        -       -      -     -     -      +         -
casework.examine-look                               -       -       -    -      -       -        -       -      -     -     -      +         -
casework.list-events                                -       -       -    -      -       -        -       -      -     -     -      +         -
casework.show-desk                                  -       -       -    -      -       -        +       -      +     -     -      -         -
casework.show-desk (of the asked body)              -       -       -    -      -       -        -       -      -     -     +      -         -
casework.show-team                                  -       -       -    -      -       -        -       -      +     -     -      -         +
casework.show-cabinet                               -       +       +    +      +       +        +       +      +     +     +      +         +
casework.count-unread                               -       +       +    +      +       +        +       +      +     +     +      +         +
casework.list-notices                               -       +       +    +      +       +        +       +      +     +     +      +         +
casework.read-notices                               -       +       +    +      +       +        +       +      +     +     +      +         +
process.list-incidents                              -       -       -    -      -       -        -       -      -     -     -      -         +
process.retry-incident                              -       -       -    -      -       -        -       -      -     -     -      -         +
process.suspend-case                                -       -       -    -      -       -        -       -      -     -     -      -         +
process.resume-case                                 -       -       -    -      -       -        -       -      -     -     -      -         +
process.move-token                                  -       -       -    -      -       -        -       -      -     -     -      -         +
process.suspend-service                             -       -       -    -      -       -        -       -      -     -     -      -         +
process.tell-processes                              -       -       -    -      -       -        -       -      -     -     -      -         +
process.resume-service                              -       -       -    -      -       -        -       -      -     -     -      -         +
process.plan-migration                              -       -       -    -      -       -        -       -      -     -     -      -         +
process.migrate-cases                               -       -       -    -      -       -        -       -      -     -     -      -         +
process.list-definitions                            -       -       -    -      -       -        -       -      -     -     -      +         +
process.find-cases                                  -       -       -    -      -       -        -       -      -     -     -      +         +
process.show-case                                   -       -       -    -      -       -        -       -      -     -     -      +         +
process.measure-service                             -       -       -    -      -       -        -       -      -     -     -      +         +
process.export-case-history                         -       -       -    -      -       -        -       -      -     -     -      +         +
process.export-service-history                      -       -       -    -      -       -        -       -      -     -     -      +         +
administration.read-overview                        -       -       -    -      -       -        -       -      -     -     -      -         +
administration.try-system                           -       -       -    -      -       -        -       -      -     -     -      -         +
administration.find-bodies                          -       -       -    -      -       -        -       -      -     -     -      -         +
administration.show-body                            +       +       +    +      +       +        +       +      +     +     +      +         +
administration.change-contact                       -       -       -    -      -       -        -       -      -     -     -      -         +
administration.change-calendar                      -       -       -    -      -       -        -       -      -     -     -      -         +
administration.show-calendar                        -       -       -    -      -       -        -       -      -     -     -      +         +
audit.list-seals                                    -       -       -    -      -       -        -       -      -     -     -      +         +
consultation.list-discussions                       +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.get-discussion                         +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.subscribe                              +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.confirm-letters                        +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.end-letters                            +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.read-subscription                      +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.get-puzzle                             +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.comment-by-email                       +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.read-pending                           +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.confirm-comment                        +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.read-held-comment                      +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.appeal-by-letter                       +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.dispute-by-letter                      +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.list-comments                          +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.list-answers                           +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.get-report                             +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.get-open-data                          +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.get-text                               +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.show-bodies                            +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.get-proof                              +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.get-record                             +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.open-discussion                        -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.add-comment                            -       +       +    +      +       +        +       +      +     +     +      +         +
consultation.support-comment                        -       +       +    +      +       +        +       +      +     +     +      +         +
consultation.answer-comments                        -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.enter-comments                         -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.name-change                            -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.list-owed                              +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.settle-owed                            -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.dispute-done                           -       -       -    -      -       -        -       -      -     -     -      +         -
consultation.close-discussion                       -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.hide-comment                           -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.appeal-hiding                          -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.get-receipt                            -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.decide-hiding                          -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.list-appeals                           -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.list-hidden                            -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.publish-text                           -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.compare-texts                          +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.list-groups                            +       +       +    +      +       +        +       +      +     +     +      +         +
consultation.get-group                              -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.confirm-group                          -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.split-group                            -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.group-comments                         -       -       -    -      -       -        -       -      -     -     -      -         -
consultation.list-my-comments                       -       +       +    +      +       +        +       +      +     +     +      +         +
consultation.list-appeals-to-me                     -       +       +    +      +       +        +       +      +     +     +      +         +
identity.get-official                               -       -       -    -      -       -        -       -      +     -     -      -         +
identity.list-role-holders                          -       -       -    -      -       -        -       -      -     -     -      -         +
identity.give-role                                  -       -       -    -      -       -        -       -      -     -     -      -         +
identity.end-role                                   -       -       -    -      -       -        -       -      -     -     -      -         +
`

/** Rows that rooms bring themselves. */
export const brought: readonly RightsRow[] = MODULES.flatMap((module) => module.matrix)

/** The name of a row: `use case (way to ask)`. */
export const rowOf = ({ useCase, way }: RightsRow): string => (way ? `${useCase} (${way})` : useCase)

/** Rows of the table and of the rooms: name → cells in the order of its columns. */
export const expected: ReadonlyMap<string, readonly string[]> = new Map([
  ...TABLE.trim()
    .split('\n')
    .slice(1)
    .map((line): [string, string[]] => {
      const cells = line.trim().split(/\s{2,}/)
      return [cells[0]!, cells.slice(1)]
    }),
  ...brought.map((row): [string, string[]] => [rowOf(row), cellsOf(row)]),
])

/** The use case of a row, without the way to ask. */
export const useCaseOf = (row: string): string => row.replace(/ \(.*/, '')
