/** Says what time it is, as ISO 8601 in UTC: `2026-11-25T05:00:00.000Z`. */
export type Clock = () => string

/** The clock of this machine. What the product does takes the time from the clock it was composed with, not from here. */
export const systemClock: Clock = () => new Date().toISOString()
