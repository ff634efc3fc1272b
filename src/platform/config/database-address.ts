import { EnvironmentFailure } from './environment-failure.ts'

const SHAPE = 'write it as postgresql://USER:PASSWORD@HOST:5432/DATABASE'

/**
 * Looks at an address of PostgreSQL before anybody goes there. It may hold a password, so nothing of it is repeated
 * but its scheme.
 * @param name the setting it was given in
 * @param given as it was given; blanks and line ends around it, as files of secrets have them, do not count
 * @throws EnvironmentFailure when it is none, or names no server
 */
export function databaseAddress(name: string, given: string | undefined, host?: string): string | undefined {
  const address = given?.trim()
  // the driver's own ways to name a socket
  if (!address || /^(\/|socket:)/.test(address)) return address || undefined
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]
  if (!/^postgres(ql)?:\/\//i.test(address))
    throw new EnvironmentFailure(
      `${name} is no address of PostgreSQL${scheme ? ` (it begins with ${scheme}:)` : ''}`,
      `${SHAPE}, or leave it out for the embedded database`,
    )
  const url = parsed(name, address)
  if (url.hostname === NO_HOST && !url.searchParams.get('host') && !host)
    throw new EnvironmentFailure(
      `${name} names no server`,
      `${SHAPE}; a socket's folder is given as postgresql:///DATABASE?host=/var/run/postgresql`,
    )
  return address
}

/** Stands where no host was given: without one, addresses with a user can't be read. */
const NO_HOST = 'no-host'

function parsed(name: string, address: string): URL {
  try {
    const url = new URL(address.replace(/^([^/]+:\/\/(?:[^/?#]*@)?)(?=[/?]|$)/, `$1${NO_HOST}`))
    for (const part of [url.username, url.password, url.hostname, url.pathname]) decodeURIComponent(part)
    return url
  } catch {
    // the error itself repeats the address
    throw new EnvironmentFailure(
      `${name} can't be read as an address`,
      `${SHAPE}; in user and password @ is written %40, : %3A, / %2F, # %23, ? %3F, % %25 and a blank %20`,
    )
  }
}
