import type { Country } from '../../../platform/country/index.ts'
import type { Texts } from '../../../platform/i18n/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { ownAnswer } from '../../exchange/index.ts'
import { registerFacts } from '../pages/case/register-facts.ts'
import { attributeText } from '../pages/case/register-words.ts'

/** No longer than the form of the service takes. */
const TOLD_AT_MOST = 500

/** One datum of a register's answer to whoever asked what is held of them, in words, as their page shows it. */
export const datumTold =
  (country: Country, texts: Texts): World['datumTold'] =>
  async (tx, { number, register, fact, message, language }) => {
    const answer = await ownAnswer(tx, country, number, message)
    if (answer?.register !== register) return undefined
    const context = { speech: texts.in(language), world: { country } }
    const tells = country.registers.find(({ id }) => id === register)?.tells ?? []
    const said = registerFacts(context, { data: answer.data, tells, about: number }).find(({ of }) => of === fact)
    return (
      said && {
        register,
        fact: said.name ?? attributeText(context, fact),
        told: said.text.slice(0, TOLD_AT_MOST),
        toldOn: country.localDate(answer.at),
      }
    )
  }
