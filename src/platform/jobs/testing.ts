import type { Outside } from './outside.ts'

/** For effects that are tested by themselves: outside systems are asked directly, and nothing is kept of their silence. */
export const directly: Outside = {
  ask: (_system, ask) => ask(),
  askAll: (questions) => Promise.allSettled(questions.map((question) => question.ask())),
  apart: (work) => work(new AbortController().signal),
}
