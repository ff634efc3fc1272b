import { LETTER, IMPARTIALITY, OWN_LOOK } from '../modules/exchange/index.ts'
import { lawName } from '../modules/catalogue/index.ts'
import type { PageContext } from '../platform/http/index.ts'

/** A question to a register, as lists of them have it. */
export interface Question {
  purpose: string
  basis: string
  evidence: string | null
  attributes: string[] | null
}

/** What questions to registers are called. */
export interface QuestionWords {
  /** The evidence by its name, or the attributes by theirs; undefined where all of a register was asked. */
  what(of: Question): string | undefined
  /** The law by which it was asked; undefined where the service names none, or is published no more. */
  basis(of: Question): string | undefined
}

/** A service that is not published any more names neither evidence nor law. */
export async function wordsOfQuestions(
  { world, speech }: PageContext<'country' | 'published'>,
  items: readonly Question[],
): Promise<QuestionWords> {
  const services = [...new Set(items.flatMap(({ purpose }) => (purpose === OWN_LOOK ? [] : [purpose])))]
  const published = await world.published.names(services, speech.language)
  const evidence = new Map<string, string>()
  const laws = new Map<string, string>()
  for (const service of services.filter((id) => published.has(id))) {
    const { passport } = await world.published.get(service)
    for (const { id, name } of passport.evidence) evidence.set(`${service} ${id}`, speech.text(name))
    for (const { id } of passport.legalBasis)
      laws.set(`${service} ${id}`, lawName({ speech, country: world.country }, passport, id) ?? '')
  }
  const named = (attribute: string) => {
    const key = `casework.attribute.${attribute}`
    return speech.has(key) ? speech.t(key) : attribute
  }
  return {
    what: ({ purpose, evidence: piece, attributes }) =>
      piece === null ? attributes?.map(named).join(', ') || undefined : evidence.get(`${purpose} ${piece}`),
    basis({ purpose, basis }) {
      // why these are asked says itself
      if (basis === LETTER || basis === IMPARTIALITY) return undefined
      const { ownLook } = world.country
      if (purpose === OWN_LOOK) return ownLook?.basis === basis ? speech.text(ownLook.name) : undefined
      return laws.get(`${purpose} ${basis}`) || undefined
    },
  }
}
