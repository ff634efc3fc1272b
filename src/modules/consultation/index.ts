import './world.ts'
export { answered, closed, opened } from './model/events.ts'
export { consultationModule } from './module.ts'
