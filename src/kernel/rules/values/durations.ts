const NANOS = 1_000_000_000n
const DAY = 86_400n * NANOS

/** A days and time duration (DMN 1.5, 10.3.2.3.6), exact to the nanosecond. */
export class DaysDuration {
  readonly nanos: bigint
  constructor(nanos: bigint) {
    this.nanos = nanos
  }

  static ofSeconds = (seconds: number): DaysDuration => new DaysDuration(BigInt(Math.round(seconds)) * NANOS)

  /** Reads `P1DT2H3M4.5S`. */
  static parse(text: string): DaysDuration | undefined {
    const match =
      /^(-?)P(?=\d|T\d)(?:(\d{1,18})D)?(?:T(?=\d)(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d*))?S)?)?$/.exec(
        text,
      )
    if (!match) return undefined
    const [days, hours, minutes, seconds] = [match[2], match[3], match[4], match[5]].map((part) =>
      BigInt(part ?? 0),
    ) as [bigint, bigint, bigint, bigint]
    const nanos =
      (((days * 24n + hours) * 60n + minutes) * 60n + seconds) * NANOS +
      BigInt((match[6] ?? '').slice(0, 9).padEnd(9, '0'))
    return new DaysDuration(match[1] === '-' ? -nanos : nanos)
  }

  get days(): number {
    return Number(this.nanos / DAY) + 0
  }
  get hours(): number {
    return Number((this.nanos / (3600n * NANOS)) % 24n) + 0
  }
  get minutes(): number {
    return Number((this.nanos / (60n * NANOS)) % 60n) + 0
  }
  get seconds(): number {
    return Number((this.nanos / NANOS) % 60n) + Number(this.nanos % NANOS) / 1e9 + 0
  }

  toString(): string {
    const size = this.nanos < 0n ? -this.nanos : this.nanos
    const part = (value: bigint, letter: string) => (value === 0n ? '' : `${value}${letter}`)
    const [seconds, fraction] = [(size / NANOS) % 60n, size % NANOS]
    const time =
      part((size / (3600n * NANOS)) % 24n, 'H') +
      part((size / (60n * NANOS)) % 60n, 'M') +
      (seconds === 0n && fraction === 0n ? '' : `${seconds}${fractionText(fraction)}S`)
    const text = part(size / DAY, 'D') + (time ? `T${time}` : '')
    return `${this.nanos < 0n ? '-' : ''}P${text || 'T0S'}`
  }
}

/** A years and months duration (DMN 1.5, 10.3.2.3.7). */
export class YearsDuration {
  /** All of it in months. */
  readonly total: number
  constructor(total: number) {
    this.total = total + 0
  }

  /** Reads `P1Y2M`. */
  static parse(text: string): YearsDuration | undefined {
    const match = /^(-?)P(?=\d)(?:(\d{1,12})Y)?(?:(\d{1,12})M)?$/.exec(text)
    if (!match) return undefined
    const total = Number(match[2] ?? 0) * 12 + Number(match[3] ?? 0)
    return new YearsDuration(match[1] === '-' ? -total : total)
  }

  get years(): number {
    return Math.trunc(this.total / 12) + 0
  }
  get months(): number {
    return (this.total % 12) + 0
  }

  toString(): string {
    const [years, months] = [Math.abs(this.years), Math.abs(this.months)]
    return `${this.total < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${months || !years ? `${months}M` : ''}`
  }
}

/** Reads either kind. */
export const parseDuration = (text: string): DaysDuration | YearsDuration | undefined =>
  YearsDuration.parse(text) ?? DaysDuration.parse(text)

/** `.5` of half a second; nothing of none. */
export const fractionText = (nanos: bigint | number): string => {
  const text = String(nanos).padStart(9, '0').replace(/0+$/, '')
  return text === '' ? '' : `.${text}`
}
