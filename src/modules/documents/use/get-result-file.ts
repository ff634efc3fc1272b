import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { readCode } from '../../../kernel/values/index.ts'
import { asFile } from '../model/result-file.ts'
import { findResult } from '../store/results.ts'

/** Where the signed document lies: the page sends the bytes. */
export const getResultFile = useCase({
  name: 'documents.get-result-file',
  title: 'The name and SHA-256 of a signed document; its bytes come from the page of the document',
  at: 'GET /results/{code}/file',
  input: z.object({ code: z.string().max(100) }),
  output: z.object({
    code: z.string(),
    status: z.enum(['valid', 'withdrawn']),
    sha256: z.string(),
    name: z.string(),
    type: z.literal('application/pdf'),
  }),
  may: 'reader of the document of code',
  needs: ['whoseCases'],
}).reads(async ({ input, world, looked }, tx) => {
  const found = await findResult(tx, readCode(input.code) ?? '')
  if (!found?.signed || found.status === 'draft') throw new Refusal(general['not-found'])
  for (const look of await world.whoseCases(tx, [found.caseId]))
    looked({ ...look, what: 'document', bodies: [found.office] })
  return { ...asFile(found, found.signed), status: found.status }
})
