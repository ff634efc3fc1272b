import type { Child } from '../../kernel/markup/index.ts'

export interface FormProps {
  action: string
  method?: 'post' | 'get'
  /** For file fields. */
  files?: boolean
  id?: string
  /** At a counter: what the island `counter-line` keeps when it can't be sent, and what it is called in the list. */
  keep?: { kind: 'application' | 'answers'; title: string } | undefined
  /** What the island `solve-puzzle` solves before the form is sent: from where it comes, and what is said meanwhile. */
  puzzle?: { at: string; working: string; failed: string }
  children: Child
}

/**
 * A form that the server checks: the browser's own bubbles are off, since they speak the browser's language and vanish.
 */
export const Form = ({ action, method = 'post', files, id, keep, puzzle, children }: FormProps) => (
  <form
    class="form"
    action={action}
    method={method}
    novalidate
    {...(files ? { enctype: 'multipart/form-data' } : {})}
    {...(id ? { id } : {})}
    {...(puzzle ? { 'data-puzzle': puzzle.at, 'data-working': puzzle.working, 'data-failed': puzzle.failed } : {})}
    {...(keep ? { 'data-keep': keep.kind, 'data-title': keep.title } : {})}
  >
    {children}
  </form>
)
