import { z } from 'zod'
import type { Tx } from '../../../platform/database/index.ts'
import { general, Refusal, useCase, type World } from '../../../platform/use-case/index.ts'
import { definitionId, findVersion } from '../../catalogue/index.ts'
import { findAmendment, findAmendments, type Amendment } from '../store/amendments.ts'
import { REDESIGNS } from './roles.ts'

/** A list is read by people; what is older is found by its draft. */
const LISTED_AT_MOST = 200

const ShownAmendment = z.object({
  id: z.uuid(),
  /**
   * `due`: its draft act is still to be written; `adopted`: the law says it now, or from a known day; `not-needed`: a
   * lawyer said that the law need not be changed; `withdrawn`: the step is back, or the draft was given up.
   */
  state: z.enum(['due', 'in-discussion', 'discussed', 'adopted', 'not-needed', 'withdrawn']),
  /** The act that changed the law, or the reason why it need not be changed. */
  settledWords: z.string().nullable(),
  /** The local day from which the changed law is in force. */
  inForce: z.string().nullable(),
  service: z.object({ id: z.string(), version: z.int(), name: z.string() }),
  draft: z.uuid(),
  body: z.string(),
  law: z.object({
    id: z.string(),
    kind: z.string(),
    number: z.string().nullable(),
    date: z.string().nullable(),
    title: z.string().nullable(),
  }),
  article: z.string().nullable(),
  step: z.object({ id: z.string(), name: z.string(), unit: z.string() }),
  what: z.enum(['removed', 'moved to another body']),
  /** What the diagnosis found; null: a person changed it by hand. */
  finding: z
    .object({ rule: z.string(), values: z.record(z.string(), z.string()), evidence: z.array(z.string()) })
    .nullable(),
  openedAt: z.string(),
  withdrawnAt: z.string().nullable(),
  discussion: z.uuid().nullable(),
})
export type ShownAmendment = z.output<typeof ShownAmendment>

export const listAmendments = useCase({
  name: 'redesign.list-amendments',
  title: 'Draft amendments: words of law that changed processes leave behind, the newest first',
  at: 'GET /redesign/amendments',
  input: z.object({ draft: z.uuid().optional() }),
  output: z.object({ items: z.array(ShownAmendment), next: z.null() }),
  needs: ['country', 'namesOfElements'],
  may: [...REDESIGNS, 'role methodologist', 'role lawyer'],
}).reads(async ({ input: { draft }, world, language }, tx) => ({
  items: await shown(tx, await findAmendments(tx, draft, LISTED_AT_MOST), world, language),
  next: null,
}))

/** Whoever reads the draft act may see what it comes of: an amendment is about a service, never about a person. */
export const readAmendment = useCase({
  name: 'redesign.read-amendment',
  title: 'A draft amendment: which law, because of which step of which service, and what became of it',
  at: 'GET /redesign/amendments/{amendment}',
  input: z.object({ amendment: z.uuid() }),
  /** `mayWrite`: who asks opens discussions of draft acts. */
  output: ShownAmendment.extend({ mayWrite: z.boolean() }),
  needs: ['country', 'namesOfElements'],
  may: 'anyone',
}).reads(async ({ input: { amendment }, principal, world, language }, tx) => {
  const found = await findAmendment(tx, amendment)
  if (!found) throw new Refusal(general['not-found'])
  const [item] = await shown(tx, [found], world, language)
  return { ...item!, mayWrite: principal.roles.some(({ role }) => role === 'lawyer') }
})

type Words = Pick<World, 'country' | 'namesOfElements'>

function stateOf({ withdrawnAt, settled, discussion, discussedAt }: Amendment): ShownAmendment['state'] {
  if (withdrawnAt !== null) return 'withdrawn'
  if (settled !== null) return settled
  if (discussion === null) return 'due'
  return discussedAt === null ? 'in-discussion' : 'discussed'
}

/** Laws and steps under the names that the version has for them. */
async function shown(
  tx: Tx,
  items: readonly Amendment[],
  { country, namesOfElements }: Words,
  language: string,
): Promise<ShownAmendment[]> {
  const all: ShownAmendment[] = []
  for (const own of Map.groupBy(items, ({ service, version }) => definitionId(service, version)).values()) {
    const [{ service, version }] = own as [Amendment, ...Amendment[]]
    const found = await findVersion(tx, service, version)
    const nameOf = await namesOfElements(tx, definitionId(service, version), language)
    for (const item of own) {
      const law = found?.passport.legalBasis.find(({ id }) => id === item.law)
      all.push({
        id: item.id,
        state: stateOf(item),
        settledWords: item.settledWords,
        inForce: item.inForce,
        service: { id: service, version, name: found ? country.text(found.passport.name, language) : service },
        draft: item.draft,
        body: item.body,
        law: {
          id: item.law,
          // a law that only the draft names is called as the draft calls it
          kind: law ? country.lawKindName(law.kind, language) : item.law,
          number: law?.number ? country.lawNumber(law.number, language) : null,
          date: law?.date ?? null,
          title: law?.title ? country.text(law.title, language) : null,
        },
        article: item.article,
        step: { id: item.step, name: nameOf(item.step) || item.name || item.step, unit: item.unit },
        what: item.what,
        finding: item.finding,
        openedAt: item.openedAt,
        withdrawnAt: item.withdrawnAt,
        discussion: item.discussion,
      })
    }
  }
  return all.sort((first, second) => second.openedAt.localeCompare(first.openedAt) || first.id.localeCompare(second.id))
}
