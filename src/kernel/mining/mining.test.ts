import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvReader, measureLog, xesReader, type LogReader } from './index.ts'

const root = join(process.env['DARCHA_CONFORMANCE'] ?? '../shared/data/conformance', 'event-logs')
const present = existsSync(join(root, 'expected.json'))
type Expected = Record<string, any>
const expected: Record<string, Expected> = present ? JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) : {}

/** Hands a text over in pieces of a size. */
function read(reader: LogReader, text: string, piece = 64 * 1024) {
  for (let at = 0; at < text.length; at += piece) reader.write(text.slice(at, at + piece))
  return measureLog(reader.end())
}

describe.skipIf(!present)('conformance: event logs', () => {
  it.each(Object.keys(expected))('%s has the figures that were counted from it', (name) => {
    const file = readFileSync(join(root, name))
    const mined = read(xesReader(), (name.endsWith('.gz') ? gunzipSync(file) : file).toString('utf8'))
    const of = expected[name]!
    expect(mined).toMatchObject({
      cases: of['cases'],
      events: of['events'],
      activities: of['activities'],
      variants: of['variants'],
      resources: of['resources'],
      lifecycle: of['lifecycle'],
      start: of['start_activities'],
      end: of['end_activities'],
      activityCounts: of['activity_counts'],
      withoutTime: of['events_without_timestamp'],
      outOfOrder: of['cases_with_events_out_of_time_order'],
    })
    expect(mined.directlyFollows).toHaveLength(of['directly_follows_pairs'])
    for (const { from, to, count } of of['top_directly_follows'])
      expect(mined.directlyFollows.find((arc) => arc.from === from && arc.to === to)?.count).toBe(count)
    for (const { activities, count } of of['top_variants'])
      expect(mined.topVariants.find((variant) => variant.activities.join('\n') === activities.join('\n'))?.count).toBe(
        count,
      )
    expect(mined.duration.mean).toBeCloseTo(of['case_seconds'].mean, 1)
    expect(mined.duration.p50).toBeCloseTo(of['case_seconds'].median, 1)
    expect(mined.duration.min).toBeCloseTo(of['case_seconds'].min, 1)
    expect(mined.duration.max).toBeCloseTo(of['case_seconds'].max, 1)
    expect(Date.parse(mined.first!)).toBe(Date.parse(of['first_event_utc']))
    expect(Date.parse(mined.last!)).toBe(Date.parse(of['last_event_utc']))
  })
})

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
const name = fc.constantFrom('a', 'b', 'check, twice', 'say "yes"', 'Qaror <1>', 'Решение & итог')
const cases = fc.array(fc.array(fc.tuple(name, fc.integer({ min: 0, max: 1e6 })), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 6,
})

it('counts what plain code counts, from XES and CSV alike, however the file is cut into pieces', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 40 }), (log, piece) => {
      const stamp = (second: number) => new Date(second * 1000).toISOString()
      const xes = `<log>${log.map((events) => `<trace>${events.map(([activity, at]) => `<event><string key="concept:name" value="${escaped(activity)}"/><date key="time:timestamp" value="${stamp(at)}"/></event>`).join('')}</trace>`).join('')}</log>`
      const csv = `case,activity,time\n${log.flatMap((events, of) => events.map(([activity, at]) => `${of},${cell(activity)},${stamp(at)}\n`)).join('')}`
      const [fromXes, fromCsv] = [read(xesReader(), xes, piece), read(csvReader(), csv, piece)]
      expect({ ...fromCsv, lifecycle: {} }).toEqual({ ...fromXes, lifecycle: {} })
      const arcs = new Map<string, number>()
      for (const events of log)
        for (let at = 1; at < events.length; at++) {
          const arc = `${events[at - 1]![0]}\n${events[at]![0]}`
          arcs.set(arc, (arcs.get(arc) ?? 0) + 1)
        }
      expect(new Map(fromXes.directlyFollows.map(({ from, to, count }) => [`${from}\n${to}`, count]))).toEqual(arcs)
      expect(fromXes.variants).toBe(new Set(log.map((events) => events.map(([activity]) => activity).join('\n'))).size)
      expect(fromXes.events).toBe(log.flat().length)
    }),
    { numRuns: 100 },
  )
})

it('an event without a name has the one that the log gives for all', () => {
  const mined = read(
    xesReader(),
    '<log><global scope="trace"><string key="concept:name" value="no"/></global><global scope="event"><string key="concept:name" value="unnamed"/></global><trace><string key="concept:name" value="7"/><event/></trace></log>',
  )
  expect(mined).toMatchObject({ start: { unnamed: 1 }, withoutTime: 1, duration: { mean: null } })
})
