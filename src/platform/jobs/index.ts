export { enqueue, WAKE, type NewJob } from './enqueue.ts'
export { claimJobs, nextDue, prolongLease, type Job } from './claim.ts'
export {
  backOffSeconds,
  PermanentFailure,
  runJob,
  runJobs,
  startWorker,
  type JobHandler,
  type Worker,
} from './worker.ts'
export { incidents, retryIncident, type Incident } from './incidents.ts'
export { laneOf } from './lane.ts'
