import { enqueue } from '../../../platform/jobs/index.ts'
import type { ProcessEffect } from '../../process/index.ts'

/**
 * `darcha:job="notify"`: tells the applicant, in the cabinet and by letter; `darcha:text` names the service's own text.
 */
export const notifyEffect = (): ProcessEffect => ({
  job: 'notify',
  effect: async () => null,
  async finish(tx, job, _outcome, now) {
    const text = job.attributes['text']
    await enqueue(
      tx,
      {
        kind: 'casework.tell-applicant',
        caseId: job.caseId,
        payload: { text: 'message', ...(typeof text === 'string' ? { own: text } : {}) },
        key: `tell ${job.caseId} ${job.wait}`,
      },
      now,
    )
    return { outcome: 'told' }
  },
})
