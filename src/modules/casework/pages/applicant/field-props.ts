import { lawName } from '../../../catalogue/index.ts'
import { textKey } from '../../../../kernel/case/index.ts'
import { kindOf, type CompiledField } from '../../../../kernel/forms/index.ts'
import { writeNumber } from '../../../../kernel/values/index.ts'
import { endingsOf, type FileKind } from '../../../../platform/files/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { uiWords, type FieldProps, type Option, type UploadProps } from '../../../../ui/index.ts'
import { REMARK_AT_MOST } from '../../model/disputed.ts'
import { answerText } from '../case/answer-rows.tsx'
import type { OpenDraft } from './open-draft.ts'

/** Kinds whose hint is the same everywhere; a service's own hint stands before it. */
const HINTS = new Set(['date', 'phone', 'person-number', 'organisation-number', 'share', 'choices'])

/** Name of the input that says what is not right in what a register said of a field. */
export const remarkName = (field: string): string => `not-right.${field}`

/** What was typed just now against a register and not kept, and what is wrong with it. */
interface Remark {
  typed: string | undefined
  error: string | undefined
}

/**
 * A field of a form as the interface draws it: words of the service, value given, error, what was found and why it is
 * asked.
 */
export function fieldProps(
  context: PageContext<'country'>,
  open: OpenDraft,
  field: CompiledField,
  error: string | undefined,
  remark: Remark,
): FieldProps {
  const { speech } = context
  const { service, variables, files, draft } = open
  const say = (key: string) => (service.has(key) ? service.say(speech.language, key, variables) : undefined)
  const value = open.answers[field.id]
  const hint =
    say(textKey.fieldHint(field.id)) ??
    (HINTS.has(field.kind) ? speech.t(`form.hint.${field.kind}`, hintOf(context, field.kind)) : undefined)
  const why =
    say(textKey.fieldWhy(field.id)) ??
    lawName({ speech, country: context.world.country }, open.service.passport, field.why, { dated: true })
  const found = foundOf(context, open, field, draft.found[field.id], remark)
  const base = {
    name: field.id,
    label: say(textKey.fieldLabel(field.id)) ?? field.id,
    words: uiWords(speech.t),
    error,
    ...(field.needed === false ? { optional: true } : {}),
    ...(hint ? { hint } : {}),
    ...(why ? { why } : {}),
    ...(found ? { found } : {}),
  }
  const options = (): Option[] =>
    (field.options ?? []).map((option) => {
      const key = textKey.fieldOption(field.id, option)
      const more = say(`${key}.hint`)
      return { value: option, text: say(key) ?? option, ...(more ? { hint: more } : {}) }
    })
  // a number as the page's language writes it, so that what is shown is read back as the same
  const text =
    value === undefined || value === null
      ? ''
      : typeof value === 'number'
        ? writeNumber(value, speech.signs)
        : String(value)
  const { view } = kindOf(field.kind)
  switch (view) {
    case 'choice':
      return { ...base, kind: 'choice', options: options(), value: text }
    case 'choices':
      return { ...base, kind: 'choices', options: options(), values: Array.isArray(value) ? value.map(String) : [] }
    case 'district':
      return { ...base, kind: 'district', options: [], groups: placesToChoose(context), value: text }
    case 'yesno':
      return { ...base, kind: 'yesno', value: typeof value === 'boolean' ? value : undefined }
    case 'declaration':
      return { ...base, kind: 'declaration', value: value === true }
    case 'date':
      return { ...base, kind: 'date', ...(text ? { value: text } : {}) }
    case 'textarea':
      return { ...base, kind: 'textarea', value: text, ...(field.maxLength ? { maxLength: field.maxLength } : {}) }
    case 'file':
      return {
        ...base,
        kind: 'file',
        accept: endingsOf((field.accept ?? []) as readonly FileKind[]),
        ...(field.many ? { multiple: true } : {}),
        hint:
          hint ??
          speech.t('form.hint.file', {
            kinds: (field.accept ?? []).join(', ').toUpperCase(),
            max: speech.t('ui.size.mb', { count: 20 }),
          }),
        files: files
          .filter((file) => file.field === field.id)
          .map((file) => ({ id: file.id, name: file.name, size: sizeText(context, file.size) })),
        upload: uploadOf(context, open, field),
      }
    case 'money':
      return { ...base, kind: 'money', value: text, suffix: speech.unit() }
    default:
      return {
        ...base,
        kind: view,
        value: text,
        ...(field.maxLength ? { maxLength: field.maxLength } : {}),
      }
  }
}

const UPLOAD_WORDS = [
  'sending',
  'waiting',
  'paused',
  'checking',
  'done',
  'given-up',
  'signed-out',
  'impossible',
  'form-waits',
  'pause',
  'go-on',
  'give-up',
] as const

/** What the island that sends files in pieces is told. */
function uploadOf(
  { speech, parameters }: PageContext,
  { draft, unfinished }: OpenDraft,
  field: CompiledField,
): UploadProps {
  const blanks = { name: '{name}', percent: '{percent}' }
  return {
    to: speech.path(`/drafts/${draft.id}/${parameters['page']}/files`),
    words: {
      ...Object.fromEntries(UPLOAD_WORDS.map((key) => [key, speech.t(`files.upload.${key}`, blanks)])),
      error: speech.t('ui.error-prefix'),
    },
    unfinished: unfinished
      .filter((upload) => upload.target === `${draft.id}/${field.id}` && upload.received > 0)
      .map((upload) => ({
        name: upload.name,
        text: speech.t('files.upload.unfinished', {
          name: upload.name,
          percent: Math.floor((100 * upload.received) / upload.size),
        }),
      })),
  }
}

function foundOf(
  context: PageContext<'country'>,
  { service, variables }: OpenDraft,
  field: CompiledField,
  fact: OpenDraft['draft']['found'][string] | undefined,
  { typed, error }: Remark,
): FieldProps['found'] {
  if (!fact) return undefined
  const { speech, world } = context
  const register = world.country.registerName(fact.register, speech.language)
  if (fact.status === 'unavailable')
    return { text: speech.t('form.register-silent', { register, time: speech.time(fact.at) }) }
  if (fact.status === 'matches') return { text: speech.t('form.found-matches', { register }) }
  if (
    fact.status === 'missing' ||
    (fact.status === 'found' && fact.value === null) ||
    (fact.status === 'found' && fact.value === undefined)
  )
    return { text: speech.t('form.found-nothing', { register }) }
  const keeper = world.country.registers.find((candidate) => candidate.id === fact.register)?.keeper
  return {
    text:
      fact.status === 'differs'
        ? speech.t('form.found-differs', { register })
        : speech.t('form.found-in', { register, value: answerText(context, service, field, fact.value, variables) }),
    notRight: {
      name: remarkName(field.id),
      label: speech.t('form.not-right.label'),
      value: typed ?? fact.remark ?? '',
      kept: fact.remark,
      error,
      maxLength: REMARK_AT_MOST,
      text: `${keeper ? speech.t('form.not-right.kept-by', { register, keeper: world.country.displayName(keeper, speech.language) }) : speech.t('form.not-right.kept-elsewhere', { register })} ${speech.t('form.not-right.what-now')}`,
    },
  }
}

/** Places of the nearest level, under those they lie in; where they lie in none, under the country. */
export function placesToChoose({ world, speech }: PageContext<'country'>) {
  const { country } = world
  const nearest = country.places().filter((place) => place.level === country.levels[0])
  return [...Map.groupBy(nearest, (place) => place.within)].map(([within, places]) => ({
    label: within === undefined ? speech.text(country.name) : country.placeName(within, speech.language),
    options: places.map((place): Option => ({ value: place.code, text: speech.text(place.name) })),
  }))
}

export const sizeText = ({ speech }: PageContext, bytes: number): string =>
  bytes < 900_000
    ? speech.t('ui.size.kb', { count: Math.max(1, Math.round(bytes / 1000)) })
    : speech.t('ui.size.mb', { count: Math.round(bytes / 100_000) / 10 })

/** How long the country's numbers are and how one looks. */
function hintOf(
  { world, speech }: PageContext<'country'>,
  kind: CompiledField['kind'],
): Record<string, string | number> {
  const { numbers, formChecks } = world.country
  return {
    ...formChecks.examples?.[kind],
    ...(kind === 'person-number' ? { name: speech.text(numbers.person.name) } : {}),
    ...(kind === 'organisation-number' ? { name: speech.text(numbers.organisation.name) } : {}),
  }
}
