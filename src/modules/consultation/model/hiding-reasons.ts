/** What a comment may be hidden for; the table allows no other. */
export const HIDING_REASONS = ['insult', 'personal-data', 'advertising', 'violence'] as const
