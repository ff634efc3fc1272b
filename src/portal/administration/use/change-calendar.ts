import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { KnownDate } from '../../../kernel/terms/index.ts'
import { DAY_KINDS, refreshCalendar, setDay } from '../../../platform/country/index.ts'
import { general, Refusal, SYSTEM_SUBJECT, useCase } from '../../../platform/use-case/index.ts'

export const changeCalendar = useCase({
  name: 'administration.change-calendar',
  title:
    'Set a day of the legal calendar: a day off, a feast, a working day, or what the week says; with the decision and its day. Terms of open cases follow and are told',
  at: 'POST /calendar/days',
  input: z.object({
    date: KnownDate,
    kind: z.enum(DAY_KINDS),
    name: printedText(z.string().trim().min(1).max(200)),
    /** The decision or announcement that says so. */
    source: printedText(z.string().trim().min(5).max(500)),
    /** The day of the decision: it was made, or it is none. */
    sourceDate: KnownDate,
  }),
  output: z.object({ date: z.string(), kind: z.enum(DAY_KINDS) }),
  needs: ['country'],
  may: 'role administrator',
  records: {
    about: 'system',
    facts: z.object({
      date: z.string(),
      kind: z.string(),
      name: z.string(),
      source: z.string(),
      sourceDate: z.string(),
    }),
    readers: 'officials',
  },
}).does(async ({ input, principal, now, world, language }, tx) => {
  if (input.sourceDate > world.country.localDate(now))
    throw new Refusal(general['invalid-input'], {
      problems: [{ path: 'sourceDate', text: 'admin.problem.source-date' }],
    })
  // one after another: each takes the calendar as the one before left it
  await tx.query("select pg_advisory_xact_lock(hashtextextended('country.day', 0))", [])
  await setDay(tx, { ...input, language, setBy: principal.personId ?? null, setAt: now })
  await refreshCalendar(tx, world.country)
  return {
    answer: { date: input.date, kind: input.kind },
    subject: SYSTEM_SUBJECT,
    facts: input,
    jobs: [{ kind: 'casework.recount-terms', payload: {} }],
  }
})
