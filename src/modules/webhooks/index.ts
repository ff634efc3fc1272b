import './world.ts'
export { webhooksModule } from './module.ts'
