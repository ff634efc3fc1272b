import { beforeText } from '../i18n/index.ts'
import { general, Refusal } from '../use-case/index.ts'
import { retryAfter } from './limits.ts'
import type { PageContext, View } from './page.ts'

/**
 * Which form of a page was sent, what was typed in it, and what was wrong: given back so that nothing is typed twice.
 */
export interface Typed {
  form: string | undefined
  values: Record<string, string>
  /** Texts by field; `form` is what belongs to no field. */
  faults: Record<string, string>
  status: number
}

export const NOTHING_TYPED: Typed = { form: undefined, values: {}, faults: {}, status: 200 }

/** What was typed in one form of a page, and what was wrong there. */
export const typedIn = (typed: Typed, form: string): Pick<Typed, 'values' | 'faults'> =>
  typed.form === form ? typed : { values: {}, faults: {} }

/** What was wrong, for the summary above a page. */
export const faultsOf = ({ faults }: Pick<Typed, 'faults'>): { field?: string; text: string }[] =>
  Object.entries(faults).map(([field, text]) => (field === 'form' ? { text } : { field, text }))

/** A sentence about a field after its name: what begins large only as a sentence does begins small then. */
export const said = (label: string, text: string): string =>
  beforeText(label, `: ${/^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text}`)

/** Wrong or too much input, what moved on meanwhile or was changed first: what a person can mend on the page itself. */
const MENDED_HERE = [409, 412, 413, 422]

/** How a page answers one of its forms. */
export interface Post {
  /** Which of the page's forms it is. */
  form: string
  /**
   * Fields that show their own fault, and that of what lies in them (`costs.0.price` of `costs`); of others it is said
   * above the form. Absent: every field does.
   */
  fields?: readonly string[]
  /**
   * Does what was asked, through use cases.
   * @param sent.key makes a double submit one, when the form carries a key
   * @param sent.shown what the form was shown with
   * @returns where to go on, or what to show of it
   */
  does(posted: URLSearchParams, sent: { key: string | undefined; shown: string | null }): Promise<string | View>
  /** Shows the page again with what was typed and what was wrong. */
  again(typed: Typed): Promise<View | Response> | View | Response
  /** Whether the person can mend a refusal here; absent: by its status. */
  mends?(refusal: Refusal): boolean
  /** How the page calls the parts that another changed first. */
  named?(parts: string[]): readonly string[] | Promise<readonly string[]>
}

/**
 * The one way a page takes a form: do and go on, or, refused, show the page again with all that was typed.
 * @throws what can't be mended there
 */
export async function answerPost(context: PageContext, post: Post): Promise<View | Response> {
  const posted = await context.form()
  try {
    const done = await post.does(posted, { key: posted.get('key') ?? undefined, shown: posted.get('shown') })
    return typeof done === 'string' ? context.redirect(done) : done
  } catch (error) {
    const mends = post.mends ?? ((refusal) => MENDED_HERE.includes(refusal.kind.status))
    if (!(error instanceof Refusal) || !mends(error)) throw error
    const shown = await post.again({
      form: post.form,
      values: Object.fromEntries([...posted].filter(([name]) => name !== 'key' && name !== 'shown')),
      faults: await faultsIn(context, error, post),
      status: error.kind.status,
    })
    // when to come again is what the refusal knows, here as everywhere
    return shown instanceof Response
      ? shown
      : { ...shown, headers: { ...retryAfter(error.kind.status, error.retryAfter), ...shown.headers } }
  }
}

async function faultsIn(
  { speech }: PageContext,
  error: Refusal,
  { fields, named = (parts) => parts }: Post,
): Promise<Record<string, string>> {
  if (error.kind === general['changed-meanwhile'] && error.problems.length > 0)
    return {
      form: speech.t('errors.changed-here', {
        what: speech.list(await named(error.problems.map((problem) => problem.path))),
      }),
    }
  if (error.problems.length === 0) return { form: speech.t(error.kind.text, error.parameters) }
  const faults: Record<string, string> = {}
  for (const problem of error.problems)
    faults[fields ? fieldOf(problem.path, fields) : problem.path] ??= speech.t(problem.text, problem.parameters)
  return faults
}

const fieldOf = (path: string, fields: readonly string[]): string =>
  fields.find((field) => path === field || path.startsWith(`${field}.`)) ?? 'form'
