import type { PageContext } from '../../../../platform/http/index.ts'

/** Parts of a case that an act rests on: what of them came after the page was opened has not been read yet. */
export const DECIDED_ON = ['answers', 'files', 'messages', 'hearings', 'inquiries', 'evidence'] as const

const TEXTS: Record<string, string> = {
  answers: 'desk.facts',
  files: 'desk.files',
  messages: 'casework.messages.title',
  hearings: 'desk.hearing',
  inquiries: 'desk.inquiries',
  evidence: 'desk.evidence',
}

/** Parts of a case by the names of their sections on its screen; a task by whose hands it is in. */
export const partNames =
  ({ speech }: PageContext) =>
  (parts: readonly string[]): string[] =>
    parts.map((part) => speech.t(TEXTS[part] ?? 'desk.whose'))
