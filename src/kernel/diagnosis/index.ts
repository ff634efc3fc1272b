/** Diagnosis of processes: what re-engineering would change in a model, and the edits that do it. Pure. */
export { diagnose } from './diagnose.ts'
export { NOT_LOOKED_FOR, RULES, type Finding, type Fix, type RuleId, type ServiceFacts } from './finding.ts'
export { keyOf, repair, tryFix, type Repaired } from './repair.ts'
export { draftBefore, type PaperWay } from './draft-before.ts'
export { countBurden, type BurdenCounted } from './burden.ts'
export { sentenceOf } from './sentences.ts'
export { compareSteps, type StepDifference } from './difference.ts'
export { renameSteps, stepNames } from './rename.ts'
