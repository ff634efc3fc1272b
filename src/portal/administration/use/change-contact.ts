import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { KnownDate } from '../../../kernel/terms/index.ts'
import { setContact } from '../../../platform/country/index.ts'
import { general, Refusal, SYSTEM_SUBJECT, useCase, type FieldProblem } from '../../../platform/use-case/index.ts'
import { theContact } from './show-body.ts'

const Line = printedText(z.string().trim().min(1).max(300)).optional()

/** Digits as people write them, also the short numbers of call centres. */
const PHONE = /^\+?[\d ()-]{3,30}$/

export const changeContact = useCase({
  name: 'administration.change-contact',
  title: 'Set where people find a body: address, hours, telephone, site; with where that stands and its day',
  at: 'POST /bodies/{body}/contact',
  input: z.object({
    body: z.string().max(200),
    address: Line,
    hours: Line,
    phone: Line,
    /** With `https://`. */
    site: Line,
    /** The order, the body's letter or its site. */
    source: printedText(z.string().trim().min(5).max(500)),
    /** The day of the source: it was, or it is none. */
    sourceDate: KnownDate,
  }),
  output: z.object({ body: z.string() }),
  needs: ['country'],
  may: 'role administrator',
  records: {
    about: 'system',
    facts: z.object({
      body: z.string(),
      address: z.string().optional(),
      hours: z.string().optional(),
      phone: z.string().optional(),
      site: z.string().optional(),
      source: z.string(),
      sourceDate: z.string(),
    }),
    readers: 'officials',
  },
  edits: theContact,
}).does(async ({ input, principal, now, world, language }, tx) => {
  if (!world.country.findOffice(input.body)) throw new Refusal(general['not-found'])
  const { body, address, hours, phone, site, source, sourceDate } = input
  const problems: FieldProblem[] = []
  const { example } = world.country.numbers.phone
  const wrong = (path: string, text: string) =>
    problems.push({ path, text: `admin.problem.${text}`, parameters: { example } })
  if (!address && !hours && !phone && !site) wrong('address', 'contact-empty')
  if (phone && !PHONE.test(phone)) wrong('phone', 'phone')
  if (site && !isWebAddress(site)) wrong('site', 'site')
  if (sourceDate > world.country.localDate(now)) wrong('sourceDate', 'source-date')
  if (problems.length > 0) throw new Refusal(general['invalid-input'], { problems })
  await setContact(tx, {
    office: body,
    address: address ?? null,
    hours: hours ?? null,
    phone: phone ?? null,
    site: site ?? null,
    language,
    source,
    sourceDate,
    setBy: principal.personId ?? null,
    setAt: now,
  })
  return { answer: { body }, subject: SYSTEM_SUBJECT, facts: input }
})

const isWebAddress = (typed: string): boolean =>
  URL.canParse(typed) && ['http:', 'https:'].includes(new URL(typed).protocol)
