import type { Country } from '../../../platform/country/index.ts'
import type { Texts } from '../../../platform/i18n/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { ownAnswer } from '../../exchange/index.ts'
import { namedFacts } from '../pages/case/register-facts.ts'
import { datumAnswers } from './as-logged.ts'

/** One datum of a register's answer to whoever asked what is held of them, in words, as their page shows it. */
export const datumTold =
  (country: Country, texts: Texts): World['datumTold'] =>
  async (tx, { number, register, fact, message, language }) => {
    const answer = await ownAnswer(tx, country, number, message)
    if (answer?.register !== register) return undefined
    const context = { speech: texts.in(language), world: { country } }
    const said = namedFacts(context, { register, data: answer.data, about: number }).find(({ of }) => of === fact)
    return said && datumAnswers(country, register, said, answer.at)
  }
