import type { Database } from '../../../platform/database/index.ts'
import type { VerifiableFile, Verdict } from '../../../platform/module/index.ts'
import { nobody } from '../../../platform/rights/index.ts'
import { performer } from '../../../platform/use-case/index.ts'
import { isPdf, judgeSignedPdf, saidOf } from '../../documents/index.ts'
import { checkReceipt } from '../use/check-receipt.ts'

/** The receipt of an application as a PDF. */
export const receiptFileKind: VerifiableFile = {
  kind: 'receipt',
  recognises: async (bytes) => isPdf(bytes) && (await saidOf(bytes))?.kind === 'receipt',
  async judge(bytes, witnesses) {
    const said = (await saidOf(bytes))!
    return judgeSignedPdf(bytes, witnesses, said, async () => {
      const known = await witnesses.ask((database) => check(database, said.code))
      return {
        facts: { ...(known ?? { status: 'not asked' }) },
        problems:
          known && known.status !== 'valid' ? [{ code: 'unknown', message: 'the database knows no such receipt' }] : [],
      }
    })
  },
}

/** @param code in its normal form @returns undefined when no receipt bears it */
export async function judgeReceiptCode(code: string, database: Database): Promise<Verdict | undefined> {
  const receipt = await check(database, code)
  return receipt.status === 'valid'
    ? { valid: true, kind: 'receipt', facts: { code, ...receipt }, problems: [] }
    : undefined
}

/** As anybody who asks the public interface. */
const check = (database: Database, code: string) =>
  performer(database, {}, {}).perform(
    checkReceipt,
    { code },
    { principal: nobody, language: 'en', now: new Date().toISOString() },
  )
