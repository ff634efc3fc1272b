import './world.ts'

export { studioModule } from './module.ts'
