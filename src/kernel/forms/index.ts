/** The logic of forms: what is asked, what is needed, what is wrong; alike in browser, server, examples and checks. */
export type { CompiledField, CompiledForm, CompiledPage } from './compile-form.ts'
export { consentsOf, consentTo, namedIn, subjectFields } from './consent.ts'
export { keptAnswers } from './kept-answers.ts'
export {
  checkFacts,
  compileFacts,
  contradicted,
  FactsData,
  NONE,
  readFacts,
  ROWS_AT_MOST,
  type Fact,
  type FactFault,
  type FactValues,
} from './facts.ts'
export { FIELD_KINDS, kindOf, type FieldKind, type FieldKindRules, type FieldView, type ShownAs } from './kinds.ts'
export { readForm } from './read-form.ts'
export { readPosted, type Posted } from './read-posted.ts'
export { validate, type FieldError, type FormChecks } from './validate.ts'
export { clockOfFiling, visiblePages, type FormVariables, type VisiblePage } from './visible.ts'
