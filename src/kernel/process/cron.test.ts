import { describe, expect, it } from 'vitest'
import { parseZone } from '../rules/values/zone.ts'
import { nextOfCron, parseCron } from './cron.ts'
import { model, started } from './testing.ts'

const after = (cron: string, from: string) => {
  const parsed = parseCron(cron)
  return parsed && nextOfCron(parsed, from)
}

describe('times as cron writes them', () => {
  it.each([
    // Wednesday, 30 September 2026
    ['0 0/5 * * * ?', '2026-09-30T10:02:03Z', '2026-09-30T10:05:00.000Z'],
    ['0 0 9 * * ?', '2026-09-30T10:00:00Z', '2026-10-01T09:00:00.000Z'],
    ['0 0 9 ? * MON-FRI', '2026-10-02T09:00:00Z', '2026-10-05T09:00:00.000Z'],
    ['0 0 9 ? * 2', '2026-09-30T00:00:00Z', '2026-10-05T09:00:00.000Z'],
    ['0 0 9 * * 1', '2026-09-30T00:00:00Z', '2026-10-05T09:00:00.000Z'],
    ['0 9 * * 7', '2026-09-30T00:00:00Z', '2026-10-04T09:00:00.000Z'],
    ['30 8 1,15 * *', '2026-09-30T00:00:00Z', '2026-10-01T08:30:00.000Z'],
    ['0 0 1 * 1', '2026-09-30T00:00:00Z', '2026-10-01T00:00:00.000Z'],
    ['0 0 0 L * ?', '2026-02-01T00:00:00Z', '2026-02-28T00:00:00.000Z'],
    ['0 0 0 ? * 6L', '2026-09-30T00:00:00Z', '2026-10-30T00:00:00.000Z'],
    ['0 0 0 ? * MON#2', '2026-09-30T00:00:00Z', '2026-10-12T00:00:00.000Z'],
    ['0 0 0 29 2 ?', '2026-03-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['0 0 0 1 JAN ? 2030', '2026-03-01T00:00:00Z', '2030-01-01T00:00:00.000Z'],
    ['@daily', '2026-09-30T00:00:00Z', '2026-10-01T00:00:00.000Z'],
    ['0 0 0 ? * FRI-MON', '2026-09-30T00:00:00Z', '2026-10-02T00:00:00.000Z'],
  ])('%s after %s', (cron, from, next) => expect(after(cron, from)).toBe(next))
  it.each(['', 'R3/PT1H', '0 0', '61 * * * *', '0 0 0 30 2 ? *x', '0 0 9 15W * ?', '*/0 * * * *', 'a b c d e'])(
    '"%s" is none',
    (text) => expect(parseCron(text)).toBeUndefined(),
  )
  it('has no time after its last year, and none on a day that no month has', () => {
    expect(after('0 0 0 1 1 ? 2020', '2026-01-01T00:00:00Z')).toBeUndefined()
    expect(after('0 0 0 31 2 ?', '2026-01-01T00:00:00Z')).toBeUndefined()
  })

  it('goes by the clock of its zone, over the changes of daylight saving', () => {
    const next = (zone: string, from: string) => nextOfCron(parseCron('0 0 9 * * ?')!, from, parseZone(`@${zone}`))
    expect(next('Asia/Tashkent', '2026-03-01T05:00:00Z')).toBe('2026-03-02T04:00:00.000Z')
    expect(next('Europe/Berlin', '2026-03-28T12:00:00Z')).toBe('2026-03-29T07:00:00.000Z')
    expect(next('Europe/Berlin', '2026-10-24T12:00:00Z')).toBe('2026-10-25T08:00:00.000Z')
    const twice = parseCron('0 30 2 * * ?')!
    expect(nextOfCron(twice, '2026-10-25T00:30:00Z', parseZone('@Europe/Berlin'))).toBe('2026-10-26T01:30:00.000Z')
  })

  it.each([
    ['0 0 * * * ?', '2026-10-25T00:00:00Z', ['01:00', '02:00', '03:00']],
    ['*/30 * * * *', '2026-10-25T00:30:00Z', ['01:00', '01:30', '02:00']],
    ['@hourly', '2026-10-24T23:59:00Z', ['00:00', '01:00', '02:00']],
    ['30 * * * *', '2026-03-29T00:30:00Z', ['01:30', '02:30', '03:30']],
    ['0 0 0/1 ? * SUN', '2026-03-29T00:00:00Z', ['01:00', '02:00', '03:00']],
  ])('%s goes on every hour while clocks are set in Berlin', (cron, from, expected) => {
    const day = from.slice(0, 10)
    const found: string[] = []
    for (let at = from; found.length < expected.length; found.push(at))
      at = nextOfCron(parseCron(cron)!, at, parseZone('@Europe/Berlin'))!
    expect(found).toEqual(
      expected.map((time) => `${time.startsWith('00') ? '2026-10-25' : day.replace('10-24', '10-25')}T${time}:00.000Z`),
    )
  })
  it('finds a day of next year over both changes, and the end of what has one', () => {
    const berlin = parseZone('@Europe/Berlin')
    expect(nextOfCron(parseCron('5 * 1 7 *')!, '2026-12-01T00:00:00Z', berlin)).toBe('2027-06-30T22:05:00.000Z')
    expect(nextOfCron(parseCron('0 0 * 31 12 ? 2026')!, '2026-12-31T22:00:00Z', berlin)).toBeUndefined()
  })

  it('repeats a boundary event, each time at its own', async () => {
    const driven = await started(
      model(
        '<userTask id="a"/><boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeCycle>0 0 9 ? * MON-FRI</timeCycle></timerEventDefinition></boundaryEvent><task id="c"/>',
        ['s>a', 'a>e', 'b>c'],
      ),
      {},
      // a Thursday
      { now: '2026-01-01T10:00:00.000Z' },
    )
    const times = () => driven.path.filter((id) => id === 'c').length
    driven.after('P1D')
    expect(times()).toBe(1)
    driven.after('P2D')
    expect(times()).toBe(1)
    driven.after('P1D')
    expect(times()).toBe(2)
  })
})
