import { createServer } from 'node:net'

/** A port with free ones after it: the demo providers of an instance take the next five. */
export async function freePorts(size = 6): Promise<number> {
  for (;;) {
    // below the ports that the system gives to whoever asks for any
    const first = 20_000 + Math.floor(Math.random() * 12_000)
    const free = await Promise.all(Array.from({ length: size }, (_, at) => isFree(first + at)))
    if (free.every(Boolean)) return first
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
