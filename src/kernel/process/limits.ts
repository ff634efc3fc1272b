/** Limits that stop hostile or broken models; each is far above what a real service needs. */
export const limits = {
  /** Bytes of one model file. The largest MIWG reference model has 241 kB. */
  bytes: 20_000_000,
  /** Elements of a model outside its diagram, and the sequence flows between them, which cost less. */
  elements: 10_000,
  flows: 50_000,
  /** Nesting of XML elements. */
  depth: 100,
  /** Sub-processes inside sub-processes, in the model. */
  nesting: 30,
  /** Scopes inside scopes while a case runs: a call activity that calls itself ends here. */
  scopes: 60,
  /** Elements one step may enter; a loop without a wait ends here. */
  moves: 50_000,
  /** What may rest in a case at once: tokens, scopes and events that are waited for. */
  openTokens: 50_000,
  /** Rounds of one multi-instance activity. */
  rounds: 10_000,
  /** Rounds of one activity that a stored state holds together; of more, a step reads and writes only those it moves. */
  roundsTogether: 100,
} as const
