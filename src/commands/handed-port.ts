import { Server } from 'node:net'

/** What a web server and the one that started it say to each other about the port. */
export const ASKS_FOR_PORT = 'port'
export const LEAVES_PORT = 'left'

/** What a process is told that gets its port from the one that started it. */
export const PORT_HANDED = { PORT_HANDED: '1' }

/** Whether the process that started this one hands it the port. */
export const isPortHanded = (): boolean => process.send !== undefined && process.env['PORT_HANDED'] === '1'

/**
 * Asks the process that started this one for the port, which a stand-in holds when a web server ended before.
 * @returns what listens there; undefined when nobody does
 */
export function handedPort(): Promise<Server | undefined> {
  return new Promise((done) => {
    process.once('message', (_, handle) => done(handle instanceof Server ? handle : undefined))
    process.send!(ASKS_FOR_PORT)
  })
}

/** Says that nobody listens at the port any more. */
export const leavePort = (): void => {
  if (process.connected) process.send!(LEAVES_PORT)
}
