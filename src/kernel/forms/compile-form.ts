import { compileFeel, type CompiledFeel } from '../rules/index.ts'
import type { FieldData, FormData } from './form-data.ts'

export interface CompiledField extends FieldData {
  shown: CompiledFeel | undefined
  needed: CompiledFeel | boolean
  rules: { when: CompiledFeel; text: string }[]
  /** Bounds that are FEEL; plain ones stay in `min` and `max`. */
  least: CompiledFeel | undefined
  most: CompiledFeel | undefined
}

export interface CompiledPage {
  id: string
  shown: CompiledFeel | undefined
  fields: readonly CompiledField[]
}

/** A form ready to be asked: immutable, shared by all who fill it in. */
export interface CompiledForm {
  readonly pages: readonly CompiledPage[]
}

/** @throws FeelError when a condition is no FEEL */
export function compileForm(form: FormData): CompiledForm {
  return {
    pages: form.pages.map((page) => ({
      id: page.id,
      shown: page.showWhen === undefined ? undefined : compileFeel(page.showWhen),
      fields: page.fields.map(compileField),
    })),
  }
}

function compileField(field: FieldData): CompiledField {
  return {
    ...field,
    shown: field.showWhen === undefined ? undefined : compileFeel(field.showWhen),
    needed: typeof field.required === 'boolean' ? field.required : compileFeel(field.required),
    rules: field.valid.map(({ when, text }) => ({ when: compileFeel(when), text })),
    least: boundOf(field.min),
    most: boundOf(field.max),
  }
}

const boundOf = (bound: number | string | undefined): CompiledFeel | undefined =>
  typeof bound !== 'string' ? undefined : compileFeel(/^\d{4}-\d\d-\d\d$/.test(bound) ? `date("${bound}")` : bound)
