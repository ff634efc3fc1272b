import { digestSql, instantSql } from '../../../platform/audit/index.ts'

/**
 * What of a case was said, found and decided, row by row: each by its table, its name in the case's history and the
 * columns that must not change unseen. A row has a digest of its own, so that two who write at once don't disturb each
 * other.
 */
interface SaidRow {
  table: string
  /** SQL of its name: kind and key. */
  row: string
  digest: string
}
const described = (name: string, table: string, key: string, columns: string[], instants: string[]): SaidRow => ({
  table,
  row: `'${name} ' || ${key}`,
  digest: digestSql(...columns, ...instants.map(instantSql)),
})

export const SAID_ROWS = {
  evidence: described(
    'evidence',
    'casework.evidence',
    'evidence',
    ['evidence', 'register', 'status', 'data', 'source'],
    ['as_of', 'fetched_at'],
  ),
  hearing: described(
    'hearing',
    'casework.hearing',
    'number',
    ['number', 'wait', 'ground', 'facts', 'office', 'opened_by', 'answer', 'answered_by'],
    ['opened_at', 'until', 'answered_at', 'ended_at'],
  ),
  inquiry: described(
    'inquiry',
    'casework.inquiry',
    'id',
    ['id', 'office', 'from_office', 'asked_by', 'question', 'evidence', 'answered_by', 'answer', 'data'],
    ['asked_at', 'due_at', 'answered_at'],
  ),
  message: described(
    'message',
    'casework.message',
    'id',
    ['id', 'side', 'author', 'office', 'kind', 'text', 'answers'],
    ['sent_at'],
  ),
  decision: described(
    'decision',
    'casework.decision',
    'number',
    [
      'number',
      'outcome',
      'ground',
      'note',
      'office',
      'decided_by',
      'signed_by',
      'signed_as',
      'by_silence',
      'served_how',
      'served_by',
    ],
    ['proposed_at', 'made_at', 'served_at'],
  ),
} as const satisfies Record<string, SaidRow>

/** End of a statement that changes such rows: `row` and `digest` of each, for `vouchRows`. */
export const returningRow = ({ row, digest }: SaidRow): string => `returning ${row} as row, ${digest} as digest`
