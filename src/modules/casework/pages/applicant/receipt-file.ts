import { page } from '../../../../platform/http/index.ts'
import { sendBytes } from '../../../../platform/files/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import { DocumentProblem } from '../../../documents/index.ts'
import { refusal } from '../../model/application.ts'
import { getApplicationView } from '../../use/get-application.ts'

/** The receipt as a file to keep, in the language of the page; made when it is asked for and stored nowhere. */
export const receiptFile = page('GET /applications/:application/receipt/document', async (context) => {
  const { speech, world } = context
  const one = await context.perform(getApplicationView, { application: context.parameters['application'] })
  const { passport } = await world.published.get(one.service, one.version)
  const { representative, fee } = one
  try {
    const pdf = await world.drawReceipt({
      language: speech.language,
      number: one.number,
      code: one.receipt,
      path: `/verify?code=${one.receipt}`,
      service: speech.text(passport.name),
      applicant: String(one.applicant['name']),
      officeName: world.country.displayName(one.owner, speech.language),
      filedAt: one.filedAt,
      countsFrom: one.countsFrom,
      dueAt: one.dueAt,
      facts: [
        ...(representative
          ? [{ name: speech.t('casework.representative'), value: String(representative['name']) }]
          : []),
        ...(fee && fee.amount > 0 ? [{ name: speech.t('form.check.fee'), value: speech.money(fee.amount) }] : []),
      ],
    })
    return sendBytes(pdf, { name: `${one.number}.pdf`, type: 'application/pdf' })
  } catch (error) {
    if (error instanceof DocumentProblem) throw new Refusal(refusal['receipt-not-set'])
    throw error
  }
})
