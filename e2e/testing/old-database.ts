import { createServer, type Server } from 'node:net'

/** A message of PostgreSQL's protocol (53.7): its letter, the length of the rest, the rest. */
function message(letter: string, ...parts: (Buffer | string | number)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => {
      if (typeof part !== 'number') return Buffer.from(part as string)
      const number = Buffer.alloc(2)
      number.writeInt16BE(part)
      return number
    }),
  )
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(letter), length, body])
}

const LONG_ZERO = Buffer.alloc(4)

/** A server of another version, which no package brings any more: lets everybody in and answers each question alike. */
export function oldDatabase(answer: Record<string, string>): Server {
  const columns = Object.keys(answer).map((name) =>
    Buffer.concat([
      Buffer.from(`${name}\0`),
      LONG_ZERO,
      Buffer.from([0, 0]),
      // of type int4 where it looks like one, else text
      Buffer.from([0, 0, 0, /^\d+$/.test(answer[name]!) ? 23 : 25]),
      Buffer.from([255, 255, 255, 255, 255, 255, 0, 0]),
    ]),
  )
  const values = Object.values(answer).map((value) => {
    const length = Buffer.alloc(4)
    length.writeInt32BE(value.length)
    return Buffer.concat([length, Buffer.from(value)])
  })
  const ready = message('Z', 'I')
  return createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', LONG_ZERO), ready]))
      socket.on('data', (asked) => {
        if (asked[0] !== 'Q'.charCodeAt(0)) return
        socket.write(
          Buffer.concat([
            message('T', columns.length, ...columns),
            message('D', values.length, ...values),
            message('C', 'SELECT 1\0'),
            ready,
          ]),
        )
      })
    })
  })
}
