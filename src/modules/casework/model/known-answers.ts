import type { CompiledField, CompiledForm } from '../../../kernel/forms/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { general, Refusal, type World } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'

/** So many of them are named: who sends more reads the form's description anyway. */
const NAMED_AT_MOST = 20

const fieldsOf = (form: CompiledForm | undefined): Map<string, CompiledField> =>
  new Map(form?.pages.flatMap((page) => page.fields.map((field) => [field.id, field] as const)))

/**
 * Nothing that was answered goes without a word: an answer that the form does not ask for at all is refused by name.
 * @throws Refusal invalid-input
 */
export function refuseUnknownAnswers(form: CompiledForm | undefined, answers: Readonly<Record<string, unknown>>): void {
  const known = fieldsOf(form)
  const unknown = Object.keys(answers).filter((field) => !known.has(field))
  if (unknown.length > 0)
    throw new Refusal(general['invalid-input'], {
      problems: unknown
        .slice(0, NAMED_AT_MOST)
        .map((field) => ({ path: `answers.${field}`, text: 'errors.input.no-such-field', parameters: { field } })),
    })
}

/** Answers that the form asks for: those that are filed. */
export function askedFor<Answer>(
  form: CompiledForm | undefined,
  answers: Record<string, Answer>,
): Record<string, Answer> {
  const known = fieldsOf(form)
  return Object.fromEntries(Object.entries(answers).filter(([field]) => known.has(field)))
}

/** No name of a field ends so: an answer that its field can't hold any more stands in a draft beside it, to be told. */
const BEFORE = ':before'

/**
 * Answers of a draft that goes on under a newer version: what was typed where files stand now, and files where something
 * is typed now, are told like what is not asked for any more.
 * @param files those that the new form has no field of files for
 */
export function keptAnswers(
  form: CompiledForm | undefined,
  answers: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const known = fieldsOf(form)
  const typed = Object.entries(answers).map(([id, value]) => [known.get(id)?.kind === 'file' ? id + BEFORE : id, value])
  const sent = Object.entries(files).map(([id, value]) => [known.has(id) ? id + BEFORE : id, value])
  return Object.fromEntries([...typed, ...sent])
}

/** An answer that a newer version of the form does not ask for any more, with the version that asked for it. */
export interface LeftOut {
  id: string
  /** Absent where no version that stands has such a field. */
  asked?: { service: RunnableService; field: CompiledField }
}

/**
 * What stands in a draft from a version before and is not filed by this one: told, so that nobody believes it was sent.
 * @param get a version of the service
 */
export async function leftOut(
  { form, version }: Pick<RunnableService, 'form' | 'version'>,
  answers: Readonly<Record<string, unknown>>,
  get: (version: number) => Promise<RunnableService | undefined>,
): Promise<LeftOut[]> {
  const known = fieldsOf(form)
  const left = new Map<string, LeftOut>()
  for (const id of Object.keys(answers)) if (!known.has(id)) left.set(id, { id })
  for (let before = version - 1; before > 0 && [...left.values()].some(({ asked }) => !asked); before--) {
    const service = await get(before)
    const fields = fieldsOf(service?.form)
    for (const [id, { asked }] of left) {
      const name = id.endsWith(BEFORE) ? id.slice(0, -BEFORE.length) : id
      const field = fields.get(name)
      // it was asked for as a field of the other kind
      const held = name === id || (field?.kind === 'file') !== (known.get(name)?.kind === 'file')
      if (!asked && service && field && held) left.set(id, { id, asked: { service, field } })
    }
  }
  return [...left.values()]
}

/** A version of a service; undefined where it does not stand here. */
export const versionIfThere = (
  tx: Tx,
  { services }: Pick<World, 'services'>,
  id: string,
  version: number,
): Promise<RunnableService | undefined> =>
  services.get(tx, id, version).catch((error: unknown) => {
    if (error instanceof Refusal) return undefined
    throw error
  })
