import { expect, it } from 'vitest'
import { listenFailure } from './listen-failure.ts'

it.each([
  ['EADDRINUSE', 'somebody listens there already: choose another PORT'],
  ['EACCES', 'this user may not listen there: choose a PORT of 1024 or above'],
  ['EADDRNOTAVAIL', 'this machine has no such address: set HOST'],
  ['ERR_SOCKET_BAD_PORT', 'there is no such port: choose a PORT from 1 to 65535'],
  ['EUNKNOWN', 'it is refused: choose another PORT or HOST'],
])('%s says what helps', (code, said) =>
  expect(listenFailure({ host: '0.0.0.0', port: 80 }, { code }).message).toContain(
    `can't listen on 0.0.0.0:80 (${code}): ${said}`,
  ),
)
