export { enqueue, WAKE, type NewJob } from './enqueue.ts'
