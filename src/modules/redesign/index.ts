import './world.ts'

export { modelsOf, type ServiceModels } from './model/service-models.ts'
export { redesignModule } from './module.ts'
