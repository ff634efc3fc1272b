import type { Child } from '../../kernel/markup/index.ts'
import type { UiWords } from '../words.ts'

export interface Option {
  value: string
  text: Child
  hint?: Child
}

/** What every field of a form has, whatever its kind. */
export interface FieldBase {
  /** Name in the form, and id of the first input unless `id` says otherwise: errors link to it. */
  name: string
  id?: string
  label: Child
  /** The only field of its page: its label is the page's h1 (GOV.UK's one thing a page). */
  labelIsHeading?: boolean
  hint?: Child
  error?: string | undefined
  /** Fields are required unless said; what is optional says so in words. */
  optional?: boolean
  /** Why this is asked, with its law; opens on request. */
  why?: Child
  /** "Found in the civil registry", with a way to say it is not right. */
  found?: { text: Child; notRight?: NotRight }
  readonly?: boolean
  words: UiWords
}

/** One short field that opens beside what was found. */
export interface NotRight {
  name: string
  label: Child /** What happens when one says so. */
  text: Child
  value?: string /** What was kept before, sent along as `<name>.shown` so that a window which did not touch it changes nothing. */
  kept?: string | undefined
  error?: string | undefined
  maxLength: number
}

/** One line of text. */
export interface TextFieldProps extends FieldBase {
  kind: 'text' | 'number' | 'money' | 'phone' | 'email' | 'person-number' | 'organisation-number'
  value?: string
  /** WCAG 1.3.5 purpose: `name`, `bday`, `street-address` … */
  autocomplete?: string
  maxLength?: number
  /** Stands after the field: the currency, a unit. */
  suffix?: string
}
export interface TextareaProps extends FieldBase {
  kind: 'textarea'
  value?: string
  maxLength?: number
  rows?: number
}
/**
 * Three inputs named `<name>.day`, `<name>.month`, `<name>.year`; `value` is `2026-03-14` or what was typed in that
 * order, however wrong.
 */
export interface DateFieldProps extends FieldBase {
  kind: 'date'
  value?: string
  autocomplete?: 'bday'
  faulty?: readonly ('day' | 'month' | 'year')[]
}
/** One of several: radios, or a list when there are more than seven or `asList` says so. */
export interface ChoiceFieldProps extends FieldBase {
  kind: 'choice' | 'district'
  options: readonly Option[]
  value?: string
  asList?: boolean
  groups?: readonly { label: string; options: readonly Option[] }[]
}
export interface ChoicesFieldProps extends FieldBase {
  kind: 'choices'
  options: readonly Option[]
  values?: readonly string[]
}
/** Posts `true` or `false`. */
export interface YesNoFieldProps extends FieldBase {
  kind: 'yesno'
  value?: boolean | undefined
}
/** One box to tick; posts `true`. */
export interface DeclarationProps extends FieldBase {
  kind: 'declaration'
  value?: boolean
  text?: Child
}
export interface FileFieldProps extends FieldBase {
  kind: 'file'
  /** Extensions without a dot. */
  accept?: readonly string[]
  multiple?: boolean
  /** A telephone opens its camera; elsewhere a picture is chosen. */
  camera?: boolean
  /** Files already sent; each can be removed by a button named `remove` unless `removeName` says otherwise. */
  files?: readonly { id: string; name: string; size: string; href?: string }[]
  removeName?: string
  /** Files are sent as they are chosen, and go on after the line breaks; the page loads the island `send-file`. */
  upload?: UploadProps
}

export interface UploadProps {
  /** Where an upload is begun (tus 1.0.0). */
  to: string
  /**
   * What the island says: `sending`, `waiting`, `paused`, `checking`, `done`, `given-up`, `signed-out`, `impossible`,
   * `form-waits`, `pause`, `go-on`, `give-up`, `error`.
   */
  words: Readonly<Record<string, string>>
  /** Begun before and not finished, said in a sentence each. */
  unfinished: readonly { name: string; text: string }[]
}

export type FieldProps =
  | TextFieldProps
  | TextareaProps
  | DateFieldProps
  | ChoiceFieldProps
  | ChoicesFieldProps
  | YesNoFieldProps
  | DeclarationProps
  | FileFieldProps

/** Id of the field's first input: where an error summary leads. */
export const fieldId = (field: { name: string; id?: string }): string => field.id ?? field.name
