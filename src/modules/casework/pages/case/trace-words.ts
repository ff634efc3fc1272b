import { textKey, saidKey } from '../../../../kernel/case/index.ts'
import type { CompiledField } from '../../../../kernel/forms/index.ts'
import type { Json, Variables } from '../../../../kernel/process/index.ts'
import type { Demand } from '../../../../kernel/rules/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { answerText } from './answer-rows.tsx'
import { valueText as registerValue } from './register-words.ts'

export interface Spoken {
  context: PageContext<'country'>
  service: RunnableService
  variables: Variables
}
/** One thing the rules looked at: what it is called, what stands there, who says so. */
export interface ReadRow {
  name: string
  value: string
  source: string
}

/** Where a variable that is no evidence comes from: key of the text that says it, by the variable's first word. */
const SOURCES: Record<string, string> = {
  answers: 'answer',
  channel: 'answer',
  filedOn: 'answer',
  district: 'answer',
  applicant: 'applicant',
  reference: 'law',
}

/** A variable the rules read, in the words of the form, of the evidence or of the register. */
export function readRow(spoken: Spoken, path: readonly string[], value: Json): ReadRow {
  const {
    context: { speech, world },
    service,
  } = spoken
  const [root, name] = path as [string, string?]
  const field = root === 'answers' ? fieldOf(service, name) : undefined
  if (field)
    return {
      name: sayOr(spoken, textKey.fieldLabel(field.id), field.id),
      value: answerText(spoken.context, service, field, value, spoken.variables) || speech.t('trace.nothing'),
      source: speech.t('trace.from-answer'),
    }
  const evidence = root === 'evidence' ? service.passport.evidence.find((piece) => piece.id === name) : undefined
  const source = evidence?.register
    ? world.country.registerName(evidence.register, speech.language)
    : speech.t(`trace.from-${SOURCES[root] ?? 'case'}`)
  if (evidence && path.at(-1) === 'status')
    return {
      name: speech.text(evidence.name),
      value:
        typeof value === 'string' && speech.has(`casework.evidence.${value}`)
          ? speech.t(`casework.evidence.${value}`)
          : valueText(spoken, value),
      source,
    }
  const rest = evidence ? path.slice(2).filter((part) => part !== 'data') : root === 'applicant' ? path.slice(1) : path
  const called = rest.map((part) => attributeName(spoken, part)).join(', ')
  const of = evidence ? speech.text(evidence.name) : root === 'applicant' ? speech.t('casework.applicant') : ''
  return {
    name: [of, called].filter(Boolean).join(': '),
    value: root === 'channel' ? speech.t(`casework.channel.${String(value)}`) : valueText(spoken, value, path.at(-1)),
    source,
  }
}

function fieldOf(service: RunnableService, id: string | undefined): CompiledField | undefined {
  return service.form?.pages.flatMap((page) => page.fields).find((field) => field.id === id)
}

/** A word of a variable: of a register's answer, of the case, else as it is written. */
function attributeName({ context: { speech }, service, variables }: Spoken, part: string): string {
  const key = [`casework.attribute.${part}`, CASE_WORDS[part] ?? ''].find((text) => text !== '' && speech.has(text))
  return key
    ? speech.t(key)
    : service.has(textKey.stage(part))
      ? service.say(speech.language, textKey.stage(part), variables)
      : part
}

const CASE_WORDS: Record<string, string> = { filedOn: 'casework.filed-on', channel: 'trace.channel' }

/**
 * A value as text: a ground of the passport in full, data of a register in its words, of many things how many they are.
 */
export function valueText(spoken: Spoken, value: Json, name = ''): string {
  const {
    context,
    service: { passport },
  } = spoken
  const { speech } = context
  if (value === null || value === '') return speech.t('trace.nothing')
  const ground =
    typeof value === 'string' ? passport.refusalGrounds.find((refusalGround) => refusalGround.id === value) : undefined
  if (ground) return speech.text(ground.text)
  const outcome = typeof value === 'string' ? saidKey(value) : undefined
  if (outcome) return speech.t(outcome)
  if (Array.isArray(value)) {
    if (value.length === 0) return speech.t('trace.nothing')
    return value.some((candidate) => typeof candidate === 'object')
      ? speech.t('trace.records', { count: value.length })
      : speech.list(value.map((item) => valueText(spoken, item)))
  }
  if (typeof value === 'object') return speech.t('trace.records', { count: Object.keys(value).length })
  return registerValue(context, name, value)
}

const COMPARED = { '>': 'above', '>=': 'at-least', '<': 'below', '<=': 'at-most' } as const

/** What a cell of a table asks, in words; its FEEL where no words fit. */
export function demandText(spoken: Spoken, demand: Demand, say: (value: Json) => string): string {
  const { speech } = spoken.context
  const compared = (operator: keyof typeof COMPARED, value: unknown) =>
    speech.t(`trace.${COMPARED[operator]}`, { value: say(value as Json) })
  switch (demand.kind) {
    case 'any':
      return speech.t('trace.any')
    case 'one-of':
      return demand.values.map((value) => say(value as Json)).join(' / ')
    case 'none-of':
      return speech.t('trace.none-of', { values: demand.values.map((value) => say(value as Json)).join(', ') })
    case 'compared':
      return compared(demand.operator, demand.value)
    case 'between':
      return [
        compared(demand.lowIncluded ? '>=' : '>', demand.low),
        compared(demand.highIncluded ? '<=' : '<', demand.high),
      ].join(', ')
    case 'feel':
      return demand.text
  }
}

/** A text of the service, or what stands for it. */
export const sayOr = ({ context, service, variables }: Spoken, key: string, otherwise: string): string =>
  service.has(key) ? service.say(context.speech.language, key, variables) : otherwise
