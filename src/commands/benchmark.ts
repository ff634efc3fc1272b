/** One figure, with what it is compared to. */
export interface Measure {
  name: string
  value: number
  unit: string
  reference: { name: string; value: number }
  /** value / reference. */
  ratio: number
  /** What the ratio is to reach, or not to pass. */
  goal: number
  better: 'higher' | 'lower'
  /** True when the goal is met. */
  holds: boolean
  /** What a reader must know to read the figure right. */
  note?: string
}

/** What a benchmark is given. */
export interface BenchmarkRun {
  /** Seconds that one measurement of one side lasts. */
  seconds: number
  /** How often both sides are measured in turn; the median counts. */
  rounds: number
  /** The sizes that take long, too. */
  full: boolean
  /** Folder for what is written on the way. */
  home: string
  /** Shows what is being measured, on stderr. */
  tell(line: string): void
}

export interface Measured {
  measures: Measure[]
  /** Versions of all that took part, by name. */
  versions: Record<string, string>
}

/** One benchmark: measures product and reference in turn. */
export interface Benchmark {
  name: string
  summary: string
  /** @throws EnvironmentFailure when what it compares with is not here and can't be installed */
  run(given: BenchmarkRun): Promise<Measured>
}
