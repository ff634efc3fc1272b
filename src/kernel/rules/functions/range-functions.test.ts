import { describe, expect, it } from 'vitest'
import { wrongExamples as wrong } from '../testing/wrong-examples.ts'

describe('times and ranges', () => {
  it('tells how ranges stand to each other', () =>
    expect(
      wrong(String.raw`
    before(1,10) => true
    before([1..5],[6..10]) => true
    before(1,[1..5]) => false
    before(1,(1..5]) => true
    after(10,1) => true
    meets([1..5],[5..10]) => true
    met by([5..10],[1..5]) => true
    overlaps([1..5],[3..8]) => true
    overlaps([1..5],(5..8]) => false
    overlaps before([1..5],[3..8]) => true
    overlaps before([1..5],[1..8]) => false
    overlaps before([1..5),[1..5]) => false
    overlaps before([1..5],(1..5]) => true
    overlaps before([1..5],(1..5)) => false
    overlaps after([3..8],[1..5]) => true
    overlaps after((1..5],[1..5)) => true
    finishes(10,[1..10]) => true
    finishes([5..10],[1..10]) => true
    finishes([1..10],[1..10]) => true
    finished by([1..10],10) => true
    includes([1..10],5) => true
    includes([1..10],[4..6]) => true
    includes([1..10),10) => false
    during(5,[1..10]) => true
    starts(1,[1..10]) => true
    starts([1..5],[1..10]) => true
    started by([1..10],1) => true
    coincides(5,5) => true
    coincides([1..5],[1..5]) => true
    coincides([1..5],[1..5)) => false
    before("a","b") => true
    before(point1: 1, point2: 2) => true
    before(range: [1..2], point: 3) => true
    before(null, 1) => null
    before(1, null) => null
    during(null,[1..2]) => null
    before(1,"a") => null
    range("[18..21)") => [18..21)
    range("(18..21]") => (18..21]
    range("[\"a\"..\"f\"]") => ["a".."f"]
    range("[@\"2020-01-01\"..@\"2020-02-01\"]") => [@"2020-01-01"..@"2020-02-01"]
    range("[date(\"2020-01-01\")..date(\"2020-02-01\")]") => [@"2020-01-01"..@"2020-02-01"]
    range("[21..18]") => null
    range("[1..\"a\"]") => null
    range("1..2") => null
    range("") => null
    range(null) => null
    range(1) => null
    range("[1..2") => null
    range("]1..2[") => (1..2)
    range("[1+1..5]") => null
    range("[1..1]") => [1..1]
    range("[18..)") => (>=18)
    range("(..18]") => (<=18)
    range("[-5..5]") => [-5..5]
    range("[1.5..2.5]") => [1.5..2.5]
    range(from: "[18..21)") => [18..21)
    range("[@\"P1D\"..@\"P2D\"]") => [@"P1D"..@"P2D"]
    range("[@\"10:00:00\"..@\"11:00:00\"]") => [@"10:00:00"..@"11:00:00"]
    range("[true..false]") => null
    range("[1..5]") = [1..5] => true
    overlaps([@"2026-01-01"..@"2026-01-10"], [@"2026-01-10"..@"2026-01-20"]) => true
    includes((>= 5), 6) => true
    includes((>= 5), 4) => false
    includes((< 10), [1..5]) => true
    includes([1..5], (< 3)) => false
    during([1..2], (< 5)) => true
    overlaps((< 5), [1..3]) => true
    overlaps((< 5), [6..8]) => false
    overlaps((> 1), (< 0)) => false
    overlaps before([1..5], (>= 3)) => true
    coincides((< 5), (< 5)) => true
    coincides((< 5), (<= 5)) => false
    finishes([3..5], (<= 5)) => true
    before((< 5), 7) => true
    includes((!= 5), 6) => null
    includes((> 1), "a") => null
    5 in (< null) => null
    5 in (>= null) => null
    [5..1] => null
    [1.."a"] => null
    for i in [5..1] return i => null
    for i in 3..1 return i => [3,2,1]
    for i in [1..3) return i => [1,2]
  `),
    ).toEqual([]))
})
