/** Exit codes every command keeps: done and good, a problem in what was given, wrong usage, the environment failed. */
export const exit = { good: 0, problem: 1, usage: 2, environment: 3 } as const

export interface Command {
  /** The full text of `darcha NAME --help`, usage line first. */
  help: string
  /**
   * Runs with the arguments after the command's name.
   * `--json` prints exactly one JSON document on stdout; progress and logs go to stderr.
   * @returns the exit code
   */
  run(args: string[]): Promise<number>
}
