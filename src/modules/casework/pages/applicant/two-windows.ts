import type { CompiledField } from '../../../../kernel/forms/index.ts'
import { changedSince, shownOf } from '../../../../platform/use-case/index.ts'
import { theDraft } from '../../use/get-draft.ts'
import type { OpenDraft } from './open-draft.ts'

/**
 * What a form page shows of a draft, for its hidden field: only its own fields, so that two windows on two pages are in
 * nobody's way.
 */
export const shownFields = ({ draft, files }: OpenDraft, fields: readonly CompiledField[]): string =>
  shownOf(
    theDraft,
    { answers: draft.answers, files },
    fields.map((field) => field.id),
  )

/** All of a draft, for the page that sends it. */
export const shownDraft = ({ draft, files }: OpenDraft): string => shownOf(theDraft, { answers: draft.answers, files })

interface Sent {
  fields: readonly CompiledField[]
  /** What the form was shown with. */
  shown: string
  typed: Record<string, unknown>
  /** Fields that a file came for. */
  files: readonly string[]
}

/**
 * What to keep when another window saved the same page first: each field that was touched here, unless the other window
 * put something
 * else there; a field that was only looked at keeps what the other saved.
 * @param changed fields that are not what the form was shown with
 * @returns answers to keep, and the fields about which only the person can decide
 */
export function mergeWindows(
  { draft }: OpenDraft,
  changed: readonly string[],
  { fields, shown, typed, files }: Sent,
): { mine: Record<string, unknown>; clashes: CompiledField[] } {
  const given = Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => !isNothing(fields.find((field) => field.id === name)!, value)),
  )
  const touched = new Set(changedSince(theDraft, { answers: given, files: [] }, shown))
  const clashes = fields.filter(
    (field) =>
      changed.includes(field.id) &&
      (field.kind === 'file'
        ? !field.many && files.includes(field.id)
        : touched.has(field.id) && JSON.stringify(given[field.id]) !== JSON.stringify(draft.answers[field.id])),
  )
  return { mine: Object.fromEntries(Object.entries(typed).filter(([name]) => touched.has(name))), clashes }
}

/** Nothing ticked and nothing typed is no answer, whatever a browser sends for it. */
const isNothing = (field: CompiledField, value: unknown): boolean =>
  value === null || (Array.isArray(value) && value.length === 0) || (field.kind === 'declaration' && value === false)
