/** Why a look is unusual. */
export const UNUSUAL = ['no-case', 'relative', 'off-hours', 'many'] as const
export type Unusual = (typeof UNUSUAL)[number]

/** So many persons an official opens on one day without being asked why. A demo value. */
export const PERSONS_A_DAY = 40

/**
 * The look by which an official opened more persons on a day than is usual: it alone is told of, with all there were by
 * then.
 * @param opened whom, in the order of the looks
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
