/** The channel that wakes workers; the job itself stands in the table. */
export const WAKE = 'darcha_jobs'
