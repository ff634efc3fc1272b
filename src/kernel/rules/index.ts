export { compileFeel, compileUnary, FeelError, type CompiledFeel, type FeelOptions } from './feel.ts'
export { toJson } from './json.ts'
export { compileDmn, decide, type DmnModel, type Decided } from './dmn.ts'
