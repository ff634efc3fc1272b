import { textKey } from '../../../kernel/case/index.ts'
import { visiblePages } from '../../../kernel/forms/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import { newId } from '../../../platform/database/index.ts'
import { actorOf, type Principal } from '../../../platform/rights/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { agreementsAbout } from '../store/agreements.ts'
import type { Draft, FoundFact } from '../store/drafts.ts'
import type { Filer } from './applicant-of.ts'
import { refusal } from './application.ts'
import { askRegisters, type AskingWorld } from './ask-registers.ts'
import { consentInDraft } from './consent.ts'
import { differenceProblem, differencesIn } from './differences.ts'
import { leaningOf, type ToldOnFiling } from './leaning.ts'
import { filingVariables, type Filing } from './prepare-filing.ts'

interface Sent {
  service: RunnableService
  answers: Record<string, unknown>
  who: Filer
  draft: Draft | undefined
  /** The case whose answers are corrected. */
  corrects?: string
  principal: Principal
  channel: Draft['channel']
  now: string
}

/**
 * Asks registers about what hangs on a number and was not asked for in a form: whoever sends answers by a program is
 * told the same as whoever fills a form in.
 * @returns what registers say of such fields, and which of them only the agreement of others opened
 * @throws Refusal too-many-mismatches
 */
export async function askOnFiling(
  database: Database,
  world: AskingWorld & Pick<World, 'sampleFile'>,
  { service, answers: given, who, draft, corrects, principal, channel, now }: Sent,
): Promise<ToldOnFiling> {
  const answers = given as Record<string, any>
  const variables = filingVariables({ service, answers, who, channel, filedAt: now, world })
  const fields = visiblePages(service.form!, variables)
    .flatMap((page) => page.fields)
    .filter((field) => field.prefill?.by)
  const found = draft?.found ?? {}
  const about = draft?.id ?? newId(now)
  // what is agreed to along with the answers is written down before anybody is asked
  const by = { actor: actorOf(principal), now }
  await database.transaction((tx) =>
    consentInDraft(tx, service, { id: about, person: who.person, walkIn: null }, answers, by),
  )
  const office = who.operator?.office ?? null
  const application = corrects ?? about
  // read before registers are asked: what stands then and not when it is filed was taken back in between
  const today = world.country.localDate(now)
  const agreements = draft ? await database.read((tx) => agreementsAbout(tx, application, today)) : []
  const told = await askRegisters(
    { database, world, service, who, principal, answers, found, about, application, office, now },
    fields,
  )
  const leaning = leaningOf(world.country, agreements, fields, { answers, known: found, told })
  return { found: told, leaning }
}

export const hasKeyedFields = ({ form }: RunnableService): boolean =>
  form?.pages.some((page) => page.fields.some((field) => field.prefill?.by)) ?? false

/**
 * A difference from a register is a problem until it is answered.
 * @throws Refusal answers-incomplete with each of them
 */
export function refuseDifferences(
  world: Pick<World, 'country'>,
  { service, language, found }: { service: RunnableService; language: string; found: Record<string, FoundFact> },
  { answers, variables }: Pick<Filing, 'answers' | 'variables'>,
): void {
  const differences = differencesIn({ service, variables, country: world.country }, answers, found)
  if (differences.length === 0) return
  const { languages } = world.country
  const spoken = languages.is(language) ? language : languages.first
  throw new Refusal(refusal['answers-incomplete'], {
    problems: differences.map((difference) =>
      differenceProblem(difference, {
        label: service.say(language, textKey.fieldLabel(difference.field.id), variables),
        register: world.country.registerName(difference.fact.register, spoken),
        value:
          difference.field.kind === 'district'
            ? world.country.placeName(String(difference.fact.value), spoken)
            : String(difference.fact.value ?? ''),
      }),
    ),
  })
}
