import './world.ts'
export { consultationModule } from './module.ts'
