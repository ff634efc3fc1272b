import { page } from '../../../../platform/http/index.ts'
import { sendBytes } from '../../../../platform/files/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import { DocumentProblem } from '../../../documents/index.ts'
import { refusal } from '../../model/application.ts'
import { getApplicationView } from '../../use/get-application.ts'

/** The receipt as a file to keep, in the language of the page; made when it is asked for and stored nowhere. */
export const receiptFile = page(
  'GET /applications/:application/receipt/document',
  ['country', 'drawReceipt', 'published'],
  async (context) => {
    const { speech, world } = context
    const item = await context.perform(getApplicationView, { application: context.parameters['application'] })
    const { passport } = await world.published.get(item.service, item.version)
    const { representative, fee } = item
    try {
      const pdf = await world.drawReceipt({
        language: speech.language,
        number: item.number,
        code: item.receipt,
        path: `/verify?code=${item.receipt}`,
        service: speech.text(passport.name),
        applicant: String(item.applicant['name']),
        officeName: world.country.displayName(item.owner, speech.language),
        filedAt: item.filedAt,
        countsFrom: item.countsFrom,
        dueAt: item.dueAt,
        facts: [
          ...(representative
            ? [{ name: speech.t('casework.representative'), value: String(representative['name']) }]
            : []),
          ...(fee && fee.amount > 0 ? [{ name: speech.t('form.check.fee'), value: speech.money(fee.amount) }] : []),
        ],
      })
      return sendBytes(pdf, { name: `${item.number}.pdf`, type: 'application/pdf' })
    } catch (error) {
      if (error instanceof DocumentProblem) throw new Refusal(refusal['receipt-not-set'])
      throw error
    }
  },
)
