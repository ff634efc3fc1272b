/** Why a look is unusual. */
export const UNUSUAL = ['no-case', 'relative', 'off-hours', 'many'] as const
export type Unusual = (typeof UNUSUAL)[number]

/** So many persons an official opens on one day without being asked why. A demo value. */
export const PERSONS_A_DAY = 40

/**
 * The look by which an official opened more persons and firms on a day than is usual: it alone is told of, with all there
 * were by then.
 * @param opened whom, in the order of the looks; each once, whether they were seen by number or by id
 */
export function crossing(
  opened: readonly { id: string; subject: string }[],
  most: number = PERSONS_A_DAY,
): { id: string; people: number } | undefined {
  const seen = new Set<string>()
  for (const { id, subject } of opened) {
    seen.add(subject)
    if (seen.size > most) return { id, people: new Set(opened.map((look) => look.subject)).size }
  }
  return undefined
}

/** Looks at a firm without whoever files for it: the firm is counted, once. @param isFirm of a number */
export function withoutFilers<Seen extends { id: string; subject: string }>(
  opened: readonly Seen[],
  isFirm: (number: string) => boolean,
): Seen[] {
  const atFirms = new Set(opened.filter(({ subject }) => isFirm(subject)).map(({ id }) => id))
  return opened.filter(({ id, subject }) => !atFirms.has(id) || isFirm(subject))
}
