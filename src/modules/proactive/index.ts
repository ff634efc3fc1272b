export { runNight, type Night } from './model/nightly.ts'
export { proactiveModule } from './module.ts'
export { compileSelection } from './model/compile-selection.ts'
