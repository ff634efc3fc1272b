import type { LookRow } from '../store/looks.ts'

/** Reads of one official of one thing that lie no further apart are one opening. */
const TOGETHER = 30 * 60_000
/** Lists are gone back to all day: a line a day. */
const LISTS_TOGETHER = 24 * 3600_000

/** What somebody opened, with each look it brought, the first first. */
export interface Opening {
  id: string
  role: string
  body: string
  caseId: string | null
  caseNumber: string | null
  service: string | null
  from: string
  until: string
  looks: { what: LookRow['what']; detail: string | null; at: string }[]
}

/** Puts looks together to openings. @param rows newest first @returns newest first */
export function openingsOf(rows: readonly LookRow[]): Opening[] {
  const openings: Opening[] = []
  const last = new Map<string, Opening>()
  for (const row of rows) {
    const listed = row.what === 'list'
    const key = JSON.stringify([row.viewer, row.role, row.body, row.caseId, row.service, listed])
    const look = { what: row.what, detail: row.detail, at: row.at }
    const before = last.get(key)
    if (before && Date.parse(before.from) - Date.parse(row.at) <= (listed ? LISTS_TOGETHER : TOGETHER)) {
      // of a list it is told since when it stood there, not each time it was gone back to
      if (listed && before.looks.some(({ detail }) => detail === row.detail)) {
        before.from = row.at
        continue
      }
      before.from = row.at
      before.looks.unshift(look)
      continue
    }
    const { id, role, body, caseId, caseNumber, service, at } = row
    const opening = { id, role, body, caseId, caseNumber, service, from: at, until: at, looks: [look] }
    openings.push(opening)
    last.set(key, opening)
  }
  return openings
}
