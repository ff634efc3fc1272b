import { z } from 'zod'
import { pastedText } from '../../../kernel/text/index.ts'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { payInCash, paymentsOfCase } from '../../../platform/pay/index.ts'
import { tasksOfCase } from '../../process/index.ts'
import { refusal } from '../model/application.ts'
import { askKinOf } from '../model/find-kin.ts'
import { refuseNear } from '../model/refuse-biased.ts'
import { getApplication } from '../store/applications.ts'
import { theCase } from './get-application.ts'

/** A number has a letter or a digit: a dash stands for none, and would be taken once for all. */
const Receipt = pastedText(60).pipe(
  z
    .string()
    .min(1)
    .refine((text) => /[\p{L}\p{N}]/u.test(text), { params: { text: 'errors.input.invalid-format' } }),
)

export const takeCash = useCase({
  name: 'casework.take-cash',
  title: 'Record that the fee was paid in cash at the counter',
  at: 'POST /applications/{application}/cash',
  input: z.object({ application: z.uuid(), receipt: Receipt }),
  output: z.object({ id: z.uuid() }),
  needs: ['country', 'registers'],
  may: 'counter of application',
  records: {
    about: 'case',
    facts: z.object({ payment: z.uuid(), amount: z.int(), cash: z.string() }),
    readers: 'subject',
  },
  edits: theCase,
})
  .asking(({ input, now, world }, database) => askKinOf(database, world, input.application, now))
  .does(async ({ input, principal, now }, tx) => {
    const application = await getApplication(tx, input.application)
    await refuseNear(tx, application, principal, now)
    // what was never paid for an ended case is asked for no more, unless its model asks after the end
    const ended =
      application.closedAt !== null && !(await tasksOfCase(tx, application.caseId)).some(({ act }) => act === 'pay')
    const asked = ended ? [] : await paymentsOfCase(tx, application.caseId)
    const open = asked.find((storedPayment) => storedPayment.state === 'created')
    const became = open ? await payInCash(tx, open.id, input.receipt, now) : 'over'
    if (became === 'receipt-used')
      throw new Refusal(refusal['receipt-used'], {
        problems: [{ path: 'receipt', text: 'casework.refusal.receipt-used' }],
      })
    if (!open || became === 'over') throw new Refusal(refusal['payment-over'])
    return {
      answer: { id: application.caseId },
      subject: application.caseId,
      facts: { payment: open.id, amount: open.amount, cash: input.receipt },
    }
  })
