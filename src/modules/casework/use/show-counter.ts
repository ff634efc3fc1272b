import { z } from 'zod'
import { namesByNumber } from '../../../platform/identity/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { WAYS_IN, OUTCOMES, STATUSES } from '../../../kernel/case/index.ts'
import { lookAtList } from '../model/look-at-case.ts'
import { SCAN } from '../model/scan.ts'
import { applicationsTakenBy, filersOf, papersUnscanned, takenSince } from '../store/applications.ts'
import { draftsAtCounter } from '../store/drafts.ts'

const LAST = 15
const SERVED = 8
/** Older paper without a scan is in the archive's hands. */
const SCANNED_WITHIN_DAYS = 30

export const showCounter = useCase({
  name: 'casework.show-counter',
  title: 'What a counter took in last, and what the operator began and has not sent',
  at: 'GET /counter/{office}',
  input: z.object({ office: z.string().max(100) }),
  output: z.object({
    taken: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        service: z.string(),
        status: z.enum(STATUSES),
        outcome: z.enum(OUTCOMES).nullable(),
        channel: z.enum(WAYS_IN),
        filedAt: z.string(),
        applicant: z.string(),
        /** Taken in since the day began. */
        today: z.boolean(),
      }),
    ),
    /** What was taken in since the day began, by the way it came. */
    today: z.array(z.object({ channel: z.enum(WAYS_IN), count: z.number() })),
    /** Who stood here last, newest first, and for which firm. */
    served: z.array(z.object({ person: z.uuid(), name: z.string(), firm: z.string().nullable(), at: z.string() })),
    /** Taken in on paper in the last weeks, and the paper is not scanned yet; the oldest first. */
    unscanned: z.array(z.object({ id: z.uuid(), number: z.string(), applicant: z.string(), filedAt: z.string() })),
    drafts: z.array(z.object({ id: z.uuid(), service: z.string(), applicant: z.string(), updatedAt: z.string() })),
  }),
  needs: ['country'],
  may: 'counter operator of office',
}).reads(async ({ input, principal, now, world, looked, language }, tx) => {
  const { country } = world
  const dayBegan = country.beginOf(country.localDate(now))
  const [taken, today, unscanned, drafts] = await Promise.all([
    applicationsTakenBy(tx, input.office, LAST),
    takenSince(tx, input.office, dayBegan),
    papersUnscanned(tx, input.office, {
      since: new Date(Date.parse(now) - SCANNED_WITHIN_DAYS * 86_400_000).toISOString(),
      field: SCAN,
      size: LAST,
    }),
    draftsAtCounter(tx, principal.personId!, input.office),
  ])
  const filers = await filersOf(
    tx,
    taken.map((application) => application.caseId),
  )
  const numbers = [
    ...[...filers.values()].map(({ number }) => number),
    ...unscanned.map(({ applicantNumber }) => applicantNumber),
    ...drafts.map(({ walkIn }) => walkIn?.number),
  ]
  const called = await namesByNumber(tx, numbers, language)
  const nameOf = (name: string, number: string | null | undefined) => called.get(number ?? '') ?? name
  const seen = await lookAtList(tx, {
    list: 'counter',
    cases: [...taken.map(({ caseId }) => caseId), ...unscanned.map(({ id }) => id)],
    office: input.office,
  })
  looked({
    ...seen,
    listed: [
      ...seen.listed!,
      ...drafts.flatMap(({ walkIn }) => (walkIn ? [{ people: [{ id: walkIn.person, number: walkIn.number }] }] : [])),
    ],
  })
  const served = new Map<string, { person: string; name: string; firm: string | null; at: string }>()
  for (const { caseId, filedAt } of taken) {
    const filer = filers.get(caseId)
    const key = `${filer?.person} ${filer?.firm}`
    if (filer && !served.has(key))
      served.set(key, {
        person: filer.person,
        name: nameOf(filer.name, filer.number),
        firm: filer.firm,
        at: filedAt,
      })
  }
  return {
    taken: taken.map(({ caseId: id, number, service, status, outcome, channel, filedAt }) => ({
      id,
      number,
      service,
      status,
      outcome,
      channel: channel as (typeof WAYS_IN)[number],
      filedAt,
      applicant: filers.get(id)?.firm ?? nameOf(filers.get(id)?.name ?? '', filers.get(id)?.number),
      today: filedAt >= dayBegan,
    })),
    today: today.map(({ channel, count }) => ({ channel: channel as (typeof WAYS_IN)[number], count })),
    served: [...served.values()].slice(0, SERVED),
    unscanned: unscanned.map(({ applicantNumber, ...paper }) => ({
      ...paper,
      applicant: nameOf(paper.applicant, applicantNumber),
    })),
    drafts: drafts.map(({ id, service, walkIn, updatedAt }) => ({
      id,
      service,
      applicant: nameOf(walkIn?.name ?? '', walkIn?.number),
      updatedAt,
    })),
  }
})
