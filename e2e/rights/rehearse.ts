import type { Database } from '../../src/platform/database/index.ts'

class Undone extends Error {
  readonly answer: unknown
  constructor(answer: unknown) {
    super('undone')
    this.answer = answer
  }
}

/**
 * The same database, where each transaction does all it would do, answers, and is rolled back: every question of a
 * matrix
 * finds the same state, also after questions that change something.
 */
export function rehearse(database: Database): Database {
  return {
    ...database,
    async transaction(work) {
      try {
        return await database.transaction(async (tx) => {
          throw new Undone(await work(tx))
        })
      } catch (error) {
        if (error instanceof Undone) return error.answer as never
        throw error
      }
    },
  }
}
