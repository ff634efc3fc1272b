import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { compare, inTurn, median, percentile } from '../../bench/compare.ts'
import { readHtml } from '../../bench/read-html.ts'
import { recorded, replayOf } from '../../bench/replay.ts'
import { caseNumbered, chainOn, copyCase } from '../../bench/chain.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { WrongUsage } from './arguments.ts'
import { bench } from './bench.ts'
import { benchTable, keptResults } from './bench-table.ts'
import { inWords } from './bench-words.ts'
import { projectRoot } from './project-root.ts'

describe('darcha bench', () => {
  it('says met or missed, and never rounds a miss into a hit', () => {
    const missed = compare({
      name: 'x',
      value: 29.9999,
      unit: 'a second',
      reference: { name: 'y', value: 1 },
      goal: 30,
      better: 'higher',
    })
    expect(missed).toMatchObject({ ratio: 30, holds: false })
    expect(inWords(missed)).toMatch(/^MISSED x/)
    expect(
      compare({ name: 'x', value: 3, unit: 'ms', reference: { name: 'y', value: 2 }, goal: 1.5, better: 'lower' }),
    ).toMatchObject({ ratio: 1.5, holds: true })
    expect(
      compare({ name: 'x', value: 0, unit: 'scripts', reference: { name: 'y', value: 0 }, goal: 0, better: 'lower' })
        .holds,
    ).toBe(true)
    expect(
      compare({ name: 'x', value: 1, unit: 'scripts', reference: { name: 'y', value: 0 }, goal: 0, better: 'lower' })
        .holds,
    ).toBe(false)
  })

  it('measures the sides in turn and takes medians', async () => {
    const order: string[] = []
    const side = (name: string, values: number[]) => async () => {
      order.push(name)
      return values.shift()!
    }
    expect(await inTurn({ rounds: 3, tell() {} }, { a: side('a', [1, 9, 2]), b: side('b', [5, 5, 7]) })).toEqual({
      a: 2,
      b: 5,
    })
    expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
    expect([median([4, 1, 3, 2]), percentile([1, 2, 3, 4], 0.99)]).toEqual([2.5, 4])
  })

  it('reads a page of ours as a tree', () => {
    expect(
      readHtml(
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>t</title></head><body><p class="a">x &amp; <b>y</b><br>z</p><input disabled/></body></html>',
      ),
    ).toEqual([
      ['p', { class: 'a' }, ['x & ', ['b', {}, ['y']], ['br', {}, []], 'z']],
      ['input', { disabled: '' }, []],
    ])
  })

  it('lists its benchmarks and refuses a name it has not', async () => {
    if (!existsSync(join(projectRoot, 'dist', 'bench', 'index.js')))
      execFileSync(process.execPath, [join(projectRoot, 'scripts', 'build.js')])
    let out = ''
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += String(text)
      return true
    })
    try {
      await bench.run(['--list', '--json'])
    } finally {
      spy.mockRestore()
    }
    expect((JSON.parse(out) as { name: string }[]).map((item) => item.name)).toContain('steps')
    await expect(bench.run(['speed'])).rejects.toBeInstanceOf(WrongUsage)
  })

  it('replays a recorded step on other cases, statement by statement and in one', async () => {
    const test = await testDatabase()
    try {
      const { database } = test
      const chain = await chainOn(database)
      const [item, other] = [caseNumbered(0), caseNumbered(1)]
      for (const each of [item, other]) await chain.start(each)
      await chain.complete(other, 1)
      await copyCase(database, item, 10, 5)
      const statements = await recorded(() => chain.complete(item, 1))
      expect(statements.map((each) => each.text.split(' ')[0])).toEqual([
        'begin',
        'select',
        'select',
        'select',
        'select',
        'commit',
      ])
      const replay = await replayOf(database, statements, item, 1, { from: 10, to: 14 })
      expect(replay.interactive.split('\n').filter((line) => line.endsWith(';'))).toHaveLength(statements.length)
      // the same rows as the product's own step: one task closed, one opened under its number, one event
      for (let n = 0; n < 2; n++) await database.query(replay.call.text, [caseNumbered(10), ...replay.call.values])
      const tasks = await database.query('select wait, element from process.task where case_id = $1', [
        caseNumbered(10),
      ])
      expect(tasks.rows).toEqual([{ wait: 1, element: 't1' }])
      const events = await database.query<{ n: number }>(
        'select count(*)::int as n from audit.event where subject = $1',
        [caseNumbered(10)],
      )
      expect(events.rows[0]!.n).toBe(1 + 2)
    } finally {
      await test.drop()
    }
  })

  it('shows the figures that were kept, missed ones as missed', () => {
    expect(
      readFileSync(join(projectRoot, 'docs', 'benchmarks.md'), 'utf8'),
      'run `darcha bench --table > docs/benchmarks.md`',
    ).toBe(benchTable(keptResults()))
    const measure = {
      name: 'a: b',
      value: 1,
      unit: 'steps/s',
      reference: { name: 'c', value: 2 },
      ratio: 0.5,
      goal: 1,
      better: 'higher',
      holds: false,
    } as const
    const table = benchTable([
      {
        name: 'a',
        measuredAt: '2026-11-28T18:00:00.000Z',
        versions: { darcha: '1' },
        machine: { cores: 2, processor: 'p', memoryGiB: 1, system: 's', load: [0] },
        measures: [measure],
      },
    ])
    expect(table).toContain('| a: b | 1 steps/s | c: 2 | **0.5** | ≥ 1 | **missed** |  |')
  })
})
