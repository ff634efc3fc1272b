import { EnvironmentFailure, type Config } from '../platform/config/index.ts'

/** Why an address can't be listened on, and what helps; of other reasons it is most often the number. */
const REASONS: Record<string, [what: string, remedy: string]> = {
  EADDRINUSE: ['somebody listens there already', 'choose another PORT, or end what listens there'],
  EACCES: [
    'this user may not listen there',
    'choose a PORT of 1024 or above and let a proxy answer on 80 and 443, or give the right (AmbientCapabilities=CAP_NET_BIND_SERVICE)',
  ],
  EADDRNOTAVAIL: ['this machine has no such address', 'set HOST to an address of this machine, or to 0.0.0.0 for all'],
  ERR_SOCKET_BAD_PORT: ['there is no such port', 'choose a PORT from 1 to 65535'],
  ENOTFOUND: ['nobody knows this name', 'set HOST to an address of this machine, or to 0.0.0.0 for all'],
  EAI_AGAIN: ['nobody knows this name now', 'set HOST to an address of this machine, or to 0.0.0.0 for all'],
}

/** The sentence for an address that can't be listened on. */
export function listenFailure({ host, port }: Pick<Config, 'host' | 'port'>, error: unknown): EnvironmentFailure {
  const { code = '' } = error as NodeJS.ErrnoException
  const [what, remedy] = REASONS[code] ?? ['it is refused', 'choose another PORT or HOST']
  return new EnvironmentFailure(`can't listen on ${host}:${port} (${code}): ${what}`, remedy)
}
