import { z } from 'zod'
import { pastedText } from '../../../kernel/text/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { lookAtList } from '../model/look-at-case.ts'
import { readCode } from '../../../kernel/values/index.ts'

export const checkReceipt = useCase({
  name: 'casework.check-receipt',
  title:
    'Check the receipt of an application by its code: when it was filed and under which number, nothing of the person',
  at: 'GET /receipts/{code}',
  input: z.object({ code: pastedText(500) }),
  output: z.object({
    status: z.enum(['valid', 'unknown']),
    number: z.string().optional(),
    service: z.string().optional(),
    filedAt: z.string().optional(),
    countsFrom: z.string().optional(),
    dueAt: z.string().nullable().optional(),
  }),
  example: {
    input: { code: 'QK7M-3F9P-X2' },
    output: {
      status: 'valid',
      number: '2026-03-000123',
      service: 'housing-availability-certificate',
      filedAt: '2026-03-02T05:00:00Z',
      countsFrom: '2026-03-02T05:00:00Z',
      dueAt: '2026-03-05T13:00:00Z',
    },
  },
  may: 'anyone',
}).reads(async ({ input, principal, looked }, tx) => {
  const found = await tx.query<{
    caseId: string
    number: string
    service: string
    filedAt: string
    countsFrom: string
    dueAt: string | null
  }>(
    'select case_id as "caseId", number, service, filed_at as "filedAt", counts_from as "countsFrom", due_at as "dueAt" from casework.application where case_id = (select case_id from casework.receipt where code = $1)',
    [readCode(input.code) ?? ''],
  )
  const row = found.rows[0]
  if (!row) return { status: 'unknown' }
  const { caseId, ...said } = row
  // anybody who holds a receipt may check it; an official's check is a look all the same
  if (principal.roles.length > 0) looked(await lookAtList(tx, { list: 'receipt', cases: [caseId] }))
  return { status: 'valid', ...said }
})
