import { expect, it } from 'vitest'
import { GOOD, run } from './engine-models.ts'

/** What a model shows, its file or files, and the steps that must hold. */
type Row = [behaviour: string, files: string | string[], steps: string]

/** One test for each row. */
export const rows = (list: Row[]): void =>
  it.each(list)('%s', async (_behaviour, files, steps) => expect(await run(files, steps)).toEqual(GOOD))
