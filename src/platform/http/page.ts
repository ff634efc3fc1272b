import type { Child } from '../../kernel/markup/index.ts'
import type { z } from 'zod'
import type { Speech } from '../i18n/index.ts'
import type { Menus } from '../module/index.ts'
import type { Principal } from '../rights/index.ts'
import type { AnyPerformable, Need, Performable, World } from '../use-case/index.ts'

/** What a page answers with; the shell of the portal is put around `body`. */
export interface View {
  /** Title of the page, also of the window. */
  title: string
  body: Child
  /** One sentence for search engines and for who shares the address. */
  description?: string
  status?: number
  /** Uses the whole width: lists and desks. */
  wide?: boolean
  /** Names of scripts under /assets; of citizen pages only those with a file to send have one, and need none. */
  scripts?: string[]
  /** Carries a secret of the person, such as a key: sent uncompressed. */
  secret?: true
  /** Headers to add. */
  headers?: Record<string, string>
}

/** What a page is told of its request. @typeParam Needs what of the rooms it named; nothing else is within its reach */
export interface PageContext<Needs extends Need = never> {
  request: Request
  speech: Speech
  principal: Principal
  world: Pick<World, Needs>
  menus: Menus
  /** RFC 3339 in UTC. */
  now: string
  /** Path without language, such as `/services/x`. */
  path: string
  parameters: Record<string, string>
  query: URLSearchParams
  /** Public address of this instance, no slash at its end. */
  origin: string
  /**
   * Runs a use case as this person.
   * @param shown what the form was shown with (`shownOf`): when that changed meanwhile, nothing is done
   * @throws Refusal
   */
  perform<Name extends string, Input extends z.ZodObject, Output extends z.ZodType, Needs extends Need>(
    useCase: Performable<Name, Input, Output, Needs>,
    input: unknown,
    key?: string,
    shown?: string | null,
  ): Promise<z.input<Output>>
  /** Whether this person may ask for a use case with an input: a page offers what the declaration allows, and compares no roles. */
  may(useCase: AnyPerformable, input: Record<string, unknown>): Promise<boolean>
  /** The posted form: small fields only, never files. @throws Refusal when it is too large or unreadable */
  form(): Promise<URLSearchParams>
  /** 303 to a path of this language (given without it), or to a whole address. */
  redirect(path: string): Response
  /** One-time value for forms that create, so that a double submit is one application. */
  formKey(): string
}

/**
 * One page, one target of a form, or one that an island asks (which may change and delete). `HEAD` is answered like
 * `GET`, without the body. `at` stands without the language: `GET /services/:service`.
 */
export interface Page<Needs extends Need = Need> {
  at: `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /${string}`
  /** Left without a language prefix (addresses that others keep or call). */
  bare?: true
  answer: (context: PageContext<Needs>) => Promise<View | Response>
}

type Answer<Needs extends Need> = Page<Needs>['answer']

/**
 * Declares a page.
 * @param needs what it takes of what the rooms furnish, like a use case; absent: nothing but its request and use cases
 */
export function page(at: Page['at'], answer: Answer<never>, options?: { bare?: true }): Page<never>
export function page<const Needs extends Need>(
  at: Page['at'],
  needs: readonly Needs[],
  answer: Answer<Needs>,
  options?: { bare?: true },
): Page<Needs>
export function page(at: Page['at'], ...rest: unknown[]): Page<any> {
  const [answer, options] = (Array.isArray(rest[0]) ? rest.slice(1) : rest) as [Page['answer'], { bare?: true }?]
  return { at, answer, ...options }
}
