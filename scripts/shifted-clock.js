// A clock that stands elsewhere and runs on, for `node --import`: `Date` alone is moved; timers, `performance`, files and
// PostgreSQL keep theirs. CLOCK_AT is the time at which it begins (ISO 8601 with an offset). The first process works out
// by how much the clock is moved (CLOCK_SHIFT, milliseconds) and hands that to all it starts, so that they agree.
const at = process.env.CLOCK_AT
if (at !== undefined && process.env.CLOCK_SHIFT === undefined) {
  const shift = Date.parse(at) - Date.now()
  if (Number.isNaN(shift)) throw new Error(`CLOCK_AT is no time: ${at}`)
  process.env.CLOCK_SHIFT = String(shift)
}
const shift = Number(process.env.CLOCK_SHIFT ?? 0)

if (shift !== 0) {
  const Real = Date
  const realNow = Real.now
  Real.now = () => realNow() + shift
  globalThis.Date = new Proxy(Real, {
    construct: (target, given, called) => Reflect.construct(target, given.length === 0 ? [Real.now()] : given, called),
    apply: () => new Real(Real.now()).toString(),
  })
}
