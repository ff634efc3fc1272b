import { z } from 'zod'
import type { Principal } from '../../../platform/rights/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { findColumns, saveColumns } from '../store/log-columns.ts'
import { REDESIGNS } from './roles.ts'

/** SHA-256 of the first line of a CSV file, in hexadecimal. */
const Heading = z.string().regex(/^[0-9a-f]{64}$/)
const Named = z.string().trim().min(1).max(200).optional()
const Columns = z.object({ case: Named, activity: Named, time: Named, resource: Named })

const bodiesOf = ({ roles }: Principal) => [...new Set(roles.map(({ body }) => body))].sort()

export const rememberColumns = useCase({
  name: 'redesign.remember-columns',
  title:
    'Remember which columns of a CSV log are the case, the activity, the time and who did it, for logs of this heading',
  at: 'PUT /redesign/log-columns/{heading}',
  input: Columns.extend({ heading: Heading }),
  output: z.object({ heading: Heading }),
  may: [...REDESIGNS],
  records: { about: 'system', facts: z.object({ heading: Heading }), readers: 'officials' },
}).does(async ({ input: { heading, ...columns }, principal, now }, tx) => {
  await saveColumns(tx, { person: principal.personId!, heading, bodies: bodiesOf(principal), columns, at: now })
  return { answer: { heading }, subject: principal.personId!, facts: { heading } }
})

export const readColumns = useCase({
  name: 'redesign.read-columns',
  title: 'The columns that the asking person, or somebody of their bodies, named for logs of this heading',
  at: 'GET /redesign/log-columns/{heading}',
  input: z.object({ heading: Heading }),
  output: z.object({ columns: Columns.nullable() }),
  may: [...REDESIGNS],
}).reads(async ({ input: { heading }, principal }, tx) => ({
  columns: (await findColumns(tx, { person: principal.personId!, heading, bodies: bodiesOf(principal) })) ?? null,
}))
