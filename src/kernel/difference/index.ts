export { mapActs, type ActMap, type Fate, type Place } from './act-map.ts'
export { changesOf, differences, type ArticleChange, type Change } from './differences.ts'
export { commonRuns, type Run } from './myers.ts'
