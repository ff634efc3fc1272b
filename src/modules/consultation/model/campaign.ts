/** A group of so many is answered and shown as one rather than comment by comment. */
export const CAMPAIGN = 5
