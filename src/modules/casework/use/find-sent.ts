import { z } from 'zod'
import { answerGiven, pageRead } from '../../../platform/use-case/index.ts'
import { getApplication } from '../store/applications.ts'
import { correctApplication } from './correct-application.ts'
import { submitApplication } from './submit-application.ts'

/**
 * Where an application went whose draft is gone, by the key of the form it was sent with: the answer may have been lost
 * on the way. A key is only known of who sent with it.
 */
export const findSent = pageRead(submitApplication, { input: z.object({ key: z.string() }) }).reads(
  async ({ input, principal }, tx) => {
    const given = await answerGiven(tx, principal, input.key, [submitApplication.name, correctApplication.name])
    if (!given) return undefined
    const { id } = given as { id: string }
    const { takenByOffice } = await getApplication(tx, id)
    return { id, atCounter: Boolean(takenByOffice) }
  },
)
