import type { Database } from '../../../platform/database/index.ts'
import type { EventBus } from '../../../platform/events/index.ts'
import { actorOf, type Principal } from '../../../platform/rights/index.ts'
import type { Look, LookRecorder } from '../../../platform/use-case/index.ts'
import { insertLooks, type Viewer } from '../store/looks.ts'
import { looked } from './looked.ts'

/** Seconds within which the same look is one: a case that is opened is read by several pages. */
const APART = 300
/** The same of a list: it is gone back to all day, and whoever stands in it is told once in that time. */
const LIST_APART = 3600
/** Looks that one process remembers to have recorded; beyond, it forgets all and asks the database. */
const REMEMBERED = 20_000

/**
 * Records looks of officials: in the person's own list, and in their history, which is sealed. Looks at oneself, and of
 * those who hold no role, are none, but for those of an applicant at another who agreed; one at nobody by name (the whole log) stands in the history of who looked.
 * @returns what a performer calls before it answers: one statement for what is new, none for what was just recorded
 */
export function lookRecorder(database: Database, events: Pick<EventBus, 'tell'>): LookRecorder {
  let recorded = new Map<string, number>()
  return async (looks, { principal, now }) => {
    const at = Date.parse(now)
    const fresh = looks.flatMap((look) => {
      const viewer = viewerOf(principal, look)
      if (!viewer || isOwn(principal, look)) return []
      const seen = (look.listed ?? [look]).filter((line) => !isOwn(principal, line)).map(seenIn)
      // a list in which nobody else stands
      if (look.listed && seen.length === 0) return []
      const key = JSON.stringify([viewer, look.what, look.detail, seen])
      return at - (recorded.get(key) ?? -Infinity) < APART * 1000 ? [] : [{ ...look, viewer, seen, key }]
    })
    if (fresh.length === 0) return
    await database.transaction(async (tx) => {
      const written = await insertLooks(
        tx,
        fresh.map((look) => ({
          ...look,
          ofAnother: look.inOwnAffairs === true || look.ofAnother === true,
          apart: look.listed ? LIST_APART : APART,
        })),
        now,
      )
      await Promise.all(
        fresh
          .map((look, place) => ({ ...look, rows: written.get(place) }))
          .filter((look) => look.rows !== undefined || look.seen.every(({ subjects }) => subjects.length === 0))
          .map((look) =>
            events.tell(tx, looked, {
              subject: look.people.find(({ id }) => id !== undefined)?.id ?? look.viewer.person,
              at: now,
              actor: actorOf(principal),
              facts: {
                what: look.what,
                role: look.viewer.role,
                office: look.viewer.body,
                ...(look.case ? { case: look.case.id } : {}),
                ...(look.detail === undefined ? {} : { detail: look.detail }),
                ...(look.listed ? { lines: look.seen.length } : {}),
              },
              ...(look.rows ? { rows: look.rows } : {}),
            }),
          ),
      )
    })
    if (recorded.size >= REMEMBERED) recorded = new Map()
    for (const { key } of fresh) recorded.set(key, at)
  }
}

/** The role that opened it: one in a body that has to do with it, else one that may look everywhere, else any. */
function viewerOf(principal: Principal, look: Look): Viewer | undefined {
  if (principal.personId === undefined || principal.system) return undefined
  if (look.inOwnAffairs) return { person: principal.personId, role: 'applicant', body: '' }
  const held =
    principal.roles.find(({ body }) => look.bodies?.includes(body)) ??
    principal.roles.find(({ role }) => look.roles?.includes(role)) ??
    principal.roles[0]
  return held && { person: principal.personId, role: held.role, body: held.body }
}

/** Whom a look or a line of a list is at, by number or id, and for which case. */
const seenIn = ({ people, case: by }: Pick<Look, 'people' | 'case'>) => ({
  subjects: [...new Set(people.flatMap(({ id, number }) => number ?? id ?? []))],
  ...(by ? { case: by } : {}),
})

const isOwn = ({ personId, number, actingFor }: Principal, look: Pick<Look, 'people'>): boolean =>
  look.people.some(
    (seen) =>
      (seen.id !== undefined && seen.id === personId) ||
      (seen.number !== undefined && (seen.number === number || seen.number === actingFor?.number)),
  )
