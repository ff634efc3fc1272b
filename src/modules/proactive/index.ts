export { runNight, type Night } from './model/nightly.ts'
export { proactiveModule } from './module.ts'
