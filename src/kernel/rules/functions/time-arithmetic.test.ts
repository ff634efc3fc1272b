import { describe, expect, it } from 'vitest'
import { wrongExamples as wrong } from '../testing/wrong-examples.ts'

describe('times and ranges', () => {
  it('counts with them', () =>
    expect(
      wrong(String.raw`
    -@"P1D" => @"-P1D"
    -@"P1Y" => @"-P1Y"
    -@"2020-01-01" => null
    @"2020-01-31" + @"P1M" => @"2020-02-29"
    @"2020-01-31" - @"P1M" => @"2019-12-31"
    @"P1M" + @"2020-01-31" => @"2020-02-29"
    @"P1M" - @"2020-01-31" => null
    @"2020-01-01" - @"2019-01-01" => @"P365D"
    @"2020-01-01" - @"2019-01-01T00:00:00Z" => @"P365D"
    @"2020-01-01" - @"2019-01-01T00:00:00" => null
    @"10:00:00" - @"09:00:00" => @"PT1H"
    @"10:00:00" + @"PT15H" => @"01:00:00"
    @"10:00:00" + @"P1Y" => null
    @"P1Y" + @"P1D" => null
    @"P1Y" * 2 => @"P2Y"
    2 * @"P1Y" => @"P2Y"
    @"P1Y" / 2 => @"P6M"
    @"P1Y" / @"P1M" => 12
    @"P1D" / @"PT1H" => 24
    @"P1D" / 0 => null
    @"P1D" * @"P1D" => null
    @"P1Y" ** 2 => null
    @"P1D" * 0.5 => @"PT12H"
    2 / @"P1D" => null
    @"2020-01-01T00:00:00" < @"2020-01-02T00:00:00" => true
    @"2020-01-01".weekday => 3
    @"2020-01-01T10:20:30+02:00".time offset => @"PT2H"
    @"2020-01-01T10:20:30".time offset => null
    @"2020-07-01T10:20:30@Europe/Paris".time offset => @"PT2H"
    @"2021-10-31T01:30:00@Europe/Paris" + @"PT2H" - @"2021-10-31T01:30:00@Europe/Paris" => @"PT2H"
    @"2021-10-31T03:30:00@Europe/Paris" - @"PT1H" = @"2021-10-31T01:30:00Z" => true
    (@"2021-10-31T03:30:00@Europe/Paris" - @"PT1H").time offset => @"PT1H"
    @"2021-10-31T02:30:00@Europe/Paris".time offset => @"PT2H"
    @"P1Y2M".years => 1
    @"P1Y2M".months => 2
    @"P1Y2M".days => null
    @"P1DT2H3M4S".minutes => 3
    @"-P1DT2H".hours => -2
    @"P1D".years => null
    @"2020-01-02" between @"2020-01-01" and @"2020-01-03" => true
    @"2020-01-01" instance of date => true
    @"2020-01-01" instance of date and time => false
    @"10:00:00" instance of time => true
    @"2020-01-01T10:00:00" instance of date and time => true
    @"P1D" instance of days and time duration => true
    @"P1Y" instance of years and months duration => true
    @"P1Y" instance of days and time duration => false
    for i in @"2020-01-01"..@"2020-01-03" return i => [@"2020-01-01",@"2020-01-02",@"2020-01-03"]
    for i in [@"2020-01-01"..@"2020-01-03") return i => [@"2020-01-01",@"2020-01-02"]
    (function(a: date and time) a)(@"2020-01-01") => @"2020-01-01T00:00:00Z"
    @"2020-01-05" in [@"2020-01-01"..@"2020-01-10"] => true
    @"10:00:00" = @"10:00:00" => true
    @"10:00:00Z" = @"11:00:00+01:00" => true
    @"2020-01-01T10:00:00Z" = @"2020-01-01T11:00:00+01:00" => true
    @"10:00:00" < @"11:00:00" => true
    @"P1Y" < @"P13M" => true
    @"P1Y" < @"P1D" => null
    @"P1Y" = @"P12M" => true
    @"P0Y" = @"P0D" => null
    @"foo" => null
    @"2020-01-01T10:00:00@Europe/Paris" = @"2020-01-01T09:00:00Z" => true
    @"10:00:00@Europe/Paris" = @"09:00:00Z" => true
    @"-P1Y2M".months => -2
    @"2020-01-01" in (<@"2020-02-01") => true
    @"2020-01-01T10:00:00" - @"P1D" => @"2019-12-31T10:00:00"
    date("2020-01-01") + duration("P1D") => @"2020-01-02"
    duration("P1D") + date("2020-01-01") => @"2020-01-02"
    duration("P1D") + duration("P1D") => @"P2D"
    duration("P1Y") + duration("P1M") => @"P13M"
    date("2020-03-31") + duration("P1M") => @"2020-04-30"
    date("2020-02-29") + duration("P1Y") => @"2021-02-28"
    date and time("2020-01-01T10:00:00@Europe/Paris") + duration("P1D") => @"2020-01-02T10:00:00@Europe/Paris"
    time("10:00:00+01:00") + duration("PT1H") => @"11:00:00+01:00"
    time("10:00:00Z") - time("10:00:00+01:00") => @"PT1H"
    time("10:00:00") - time("10:00:00Z") => null
    date and time("2020-01-01T10:00:00Z") - date and time("2020-01-01T10:00:00") => null
    date("2020-01-01") - time("10:00:00") => null
    duration("P1D") - date("2020-01-01") => null
    duration("P1D") < duration("PT25H") => true
    duration("P1D") = duration("PT24H") => true
    date("2020-01-01") < "2020-01-02" => null
    date("2020-01-01") = "2020-01-01" => null
    date("2020-01-01") != "2020-01-01" => null
    date(date("2020-01-01") + duration("P1D")) => @"2020-01-02"
    today() - duration("P18Y") => @"2008-03-02"
    now() > date and time("2020-01-01T00:00:00Z") => true
    @"999999999-12-31" + @"P1D" => null
    @"-999999999-01-01" - @"P1D" => null
    @"999999999-12-31T23:59:59" + @"PT1S" => null
    @"2020-01-01" + @"P999999999999Y" => null
    @"2020-01-01" + @"P999999999999999999D" => null
    @"P1Y" * 1e300 => null
    @"P7M" / 2 => @"P3M"
    @"-P7M" / 2 => @"-P3M"
    @"P1D" / 0.0 => null
    @"P1D" / @"PT0S" => null
    @"P1Y" / @"P0M" => null
    @"P1D" / @"P1Y" => null
    @"P1D" - @"P1Y" => null
    @"P1D" - @"PT25H" => @"-PT1H"
    @"P1Y" - @"P13M" => @"-P1M"
    -@"P1D" + @"P1D" => @"PT0S"
    @"PT0S" = -@"PT0S" => true
    @"2016-12-31T23:59:60" => null
    @"2020-13-01T00:00:00" => null
    @"2020-01-01T25:00:00" => null
    @"2020-01-01T10:00:00+25:00" => null
    @"2020-01-01T10:00:00Z@Europe/Paris" => null
    @"2020-01-01T10:00:00." => null
    @"2020-01-01T" => null
    @"2020-001" => null
    @"20200101" => null
    @"10:00" => null
    @"P1Y1D" => null
    @"P1M" = @"P1M" => true
    @"PT1M" = @"P1M" => null
    @"" => null
    date("2020-01-01") = date(2020,1,1) => true
    date and time("2020-01-01T00:00:00+01:00") = date and time("2019-12-31T23:00:00Z") => true
    [date("2020-01-01")..date("2020-12-31")].end.year => 2020
    for d in [date("2020-02-28")..date("2020-03-01")] return d.day => [28,29,1]
    for d in date("2020-02-28")..date("2020-03-01") return day of week(d) => ["Friday","Saturday","Sunday"]
    for d in date("2020-03-01")..date("2020-02-28") return d.day => [1,29,28]
    every d in date("2020-02-28")..date("2020-03-01") satisfies d.year = 2020 => true
    date and time("2020-01-01T10:00:00@Asia/Tashkent") - date and time("2020-01-01T10:00:00Z") => @"-PT5H"
    time("10:00:00") + duration("-PT11H") => @"23:00:00"
    time("10:00:00") - duration("PT11H") => @"23:00:00"
    date("2020-01-01") - duration("PT1H") => @"2019-12-31"
    date("2020-01-01") + duration("PT24H") => @"2020-01-02"
    @"2020-01-01T00:00:00-05:00" + @"P1M" => @"2020-02-01T00:00:00-05:00"
    @"2020-12-31" + @"P2M" => @"2021-02-28"
    @"2020-01-01".foo => null
    (function(x: days and time duration) x.days)(@"P2D") => 2
    @"PT1H" instance of days and time duration => true
    [@"2020-01-01"..@"2020-01-02"].start => @"2020-01-01"
    date("2020-01-01") != date("2020-01-02") => true
    if date("2026-03-02") > date("2026-03-01") then "late" else "ok" => "late"
    date and time("2026-03-02T10:00:00") - date and time("2026-03-01T09:00:00") => @"P1DT1H"
    (date("2026-03-02") - date("2026-01-01")).days => 60
    (@"2026-03-02T10:00:00" - @"2026-03-01T09:00:00") / @"PT1H" => 25
    every d in [@"2026-01-01", @"2026-01-02"] satisfies d >= @"2026-01-01" => true
    @"2026-01-01" in [@"2026-01-01"..@"2026-12-31") => true
    @"2026-01-01T00:00:00Z" >= @"2025-12-31T23:00:00-01:00" => true
  `),
    ).toEqual([]))
})
