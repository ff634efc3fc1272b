import './world.ts'

export { modelsOf, type ServiceModels } from './model/service-models.ts'
export { logFault, readLog } from './model/read-log.ts'
export { redesignModule } from './module.ts'
