/** Something outside the product failed (database away, port taken, disk full): commands end with code 3. */
export class EnvironmentFailure extends Error {
  readonly remedy: string
  constructor(message: string, remedy: string) {
    super(`${message}: ${remedy}`)
    this.name = 'EnvironmentFailure'
    this.remedy = remedy
  }
}

/** Something in the data that were given is wrong, told with file, line and remedy: commands end with code 1. */
export class DataFault extends Error {}
