import type { Kept } from './kept.ts'

/**
 * What became of a post: `away`, `later` (the server is there and can't) and `signed-out` leave it waiting. `other`:
 * the server answered with a page that says what is wrong.
 */
export type Sent =
  | { end: 'away' | 'later' | 'signed-out' }
  | { end: 'done'; result: string; title: string }
  | { end: 'other'; why: string }

const PATIENCE = 20_000

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(path, { cache: 'no-store', ...init, signal: AbortSignal.timeout(PATIENCE) })

/** The operator's key, made at the first page of a counter; without a line nothing is kept yet. */
export const makeKey = (who: string): Promise<{ owner: string; key: string }> =>
  ask(who, { method: 'POST' })
    .then((answer) => (answer.ok ? (answer.json() as Promise<{ owner: string; key: string }>) : undefined))
    .catch(() => undefined)
    .then((made) => made ?? { owner: '', key: '' })

/** Whether the server is reached, and its database. */
export const isReached = (): Promise<boolean> =>
  navigator.onLine
    ? fetch('/readyz', { cache: 'no-store', signal: AbortSignal.timeout(5000) }).then(
        (answer) => answer.ok,
        () => false,
      )
    : Promise.resolve(false)

/** Posts what is kept, as its operator and nobody else. Asked twice, the server knows its key again. */
export async function send(kept: Kept, who: string): Promise<Sent> {
  try {
    // another operator may have signed in in this browser meanwhile; a post without a session would leave for the
    // sign-in page
    const session = await ask(who)
    if (session.status === 401 || session.status === 403) return { end: 'signed-out' }
    if (!session.ok) return { end: 'away' }
    if (((await session.json()) as { owner: string }).owner !== kept.owner) return { end: 'signed-out' }
    const answer = await ask(kept.what.path, { method: 'POST', body: new URLSearchParams(kept.what.fields) })
    if ([502, 503, 504].includes(answer.status)) return { end: 'away' }
    if (answer.status >= 500 || answer.status === 429) return { end: 'later' }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    // a post that was taken leads on to another page; one that was not shows its own again
    const { pathname, search } = new URL(answer.url)
    if (answer.redirected) return { end: 'done', result: pathname + search, title: page.title.split(' – ')[0]! }
    return {
      end: 'other',
      why: (page.querySelector('.ds-error-summary li, main h1')?.textContent ?? String(answer.status)).trim(),
    }
  } catch {
    return { end: 'away' }
  }
}
