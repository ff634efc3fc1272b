import './world.ts'

export { modelsOf, type ServiceModels } from './model/service-models.ts'
export { logFault, readLog } from './model/read-log.ts'
export { beginningOf, DEMO, intervalOf, replicate, type Replicated } from './model/replicate.ts'
export { simulatedLog } from './model/simulated-log.ts'
export { mendRunning } from './model/mend-running.ts'
export { timesOfSteps } from './model/times-of-steps.ts'
export { redesignModule } from './module.ts'
