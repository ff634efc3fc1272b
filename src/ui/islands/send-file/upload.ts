/**
 * One file on its way by tus 1.0.0 (https://tus.io/protocols/resumable-upload), in pieces: what arrived stays arrived.
 * The server says how far it is; nothing is kept in the browser.
 */
export type UploadState = 'sending' | 'waiting' | 'paused' | 'checking'

export interface Watcher {
  /** @param percent of the whole that has left this machine; @param said by the server, why it can't go on now */
  changed(state: UploadState, percent: number, said?: string): void
}

/** How it ended: `refused` with the server's own sentence; `signed-out`; `impossible`: the plain form must do it. */
export type UploadEnd = { end: 'done' | 'given-up' | 'signed-out' | 'impossible' } | { end: 'refused'; said: string }

interface Answer {
  status: number
  said: string
  offset: number
  location: string
}

const [LEAST, MOST] = [64 * 1024, 4 * 1024 * 1024]
/** Longest silence of the line before it is tried again, in milliseconds. */
const SILENCE = 45_000
/** Times that a server is asked again which answers, but can't now. */
const PATIENCE = 6

export class Upload {
  #file: File
  #to: string
  #field: string
  #watcher: Watcher
  #request: XMLHttpRequest | undefined
  #held: 'paused' | 'given-up' | undefined
  #wake: () => void = () => undefined
  #percent = 0
  #address = ''

  constructor(file: File, to: string, field: string, watcher: Watcher) {
    this.#file = file
    this.#to = to
    this.#field = field
    this.#watcher = watcher
  }

  pause(): void {
    this.#hold('paused')
  }
  goOn(): void {
    this.#held = undefined
    this.#wake()
  }
  giveUp(): void {
    this.#hold('given-up')
  }

  async run(): Promise<UploadEnd> {
    const digest = await digestOf(this.#file)
    let [offset, piece, tries, begun] = [-1, 256 * 1024, 0, 0]
    for (;;) {
      if (this.#held === 'given-up') {
        if (this.#address) await this.#ask('DELETE', this.#address)
        return { end: 'given-up' }
      }
      if (this.#held === 'paused') {
        this.#tell('paused')
        await this.#rest()
        continue
      }
      if (!this.#address) {
        if (begun++ > 2) return { end: 'impossible' }
        this.#tell('sending')
        const answer = await this.#ask('POST', this.#to, {
          'Upload-Length': String(this.#file.size),
          'Upload-Metadata': metadata({
            filename: this.#file.name,
            field: this.#field,
            ...(digest ? { sha256: digest } : {}),
          }),
        })
        if (answer.status === 201) {
          this.#address = answer.location
          offset = answer.offset
          continue
        }
        const end = endOf(answer)
        if (end) return end
        begun--
        if (answer.status > 0 && ++tries > PATIENCE) return { end: 'impossible' }
        await this.#wait(tries, answer.said)
        continue
      }
      if (offset < 0) {
        const answer = await this.#ask('HEAD', this.#address)
        if (answer.status === 200) offset = answer.offset
        else if (answer.status === 404 || answer.status === 410) this.#address = ''
        else if (answer.status === 401) return { end: 'signed-out' }
        else await this.#wait(++tries, '')
        continue
      }
      const [from, started] = [offset, performance.now()]
      const part = this.#file.slice(from, from + piece)
      this.#percent = this.#share(from)
      this.#tell(from + part.size === this.#file.size && part.size === 0 ? 'checking' : 'sending')
      const answer = await this.#ask(
        'PATCH',
        this.#address,
        { 'Upload-Offset': String(from), 'Content-Type': 'application/offset+octet-stream' },
        part,
        (sent) => {
          this.#percent = this.#share(from + sent)
          this.#tell(from + sent >= this.#file.size ? 'checking' : 'sending')
        },
      )
      if (answer.status === 204) {
        offset = answer.offset
        tries = 0
        if (offset >= this.#file.size) return { end: 'done' }
        if (performance.now() - started < 2000) piece = Math.min(MOST, piece * 2)
        continue
      }
      // whatever happened to the piece, the server knows how far it is
      offset = -1
      if (this.#held || answer.status === 409) continue
      if (answer.status === 404 || answer.status === 410) {
        this.#address = ''
        continue
      }
      const end = endOf(answer)
      if (end) return end
      piece = Math.max(LEAST, piece / 2)
      if (answer.status > 0 && tries >= PATIENCE) {
        this.#held = 'paused'
        tries = 0
        continue
      }
      await this.#wait(++tries, answer.said)
    }
  }

  #share(bytes: number): number {
    return Math.min(100, Math.floor((100 * bytes) / this.#file.size))
  }
  #tell(state: UploadState, said?: string): void {
    this.#watcher.changed(state, this.#percent, said)
  }
  #hold(how: 'paused' | 'given-up'): void {
    this.#held = how
    // what is just being begun may be there already: only the answer says what is to be taken back
    if (this.#address) this.#request?.abort()
    this.#wake()
  }
  #rest(milliseconds?: number): Promise<void> {
    return new Promise((done) => {
      const timer = milliseconds === undefined ? undefined : setTimeout(() => this.#wake(), milliseconds)
      this.#wake = () => {
        clearTimeout(timer)
        removeEventListener('online', this.#wake)
        done()
      }
      if (milliseconds !== undefined) addEventListener('online', this.#wake)
    })
  }
  /** Until the browser says that the line is back, or it is time to try: 1, 2, 4 … 30 seconds. */
  async #wait(tries: number, said: string): Promise<void> {
    this.#tell('waiting', said)
    await this.#rest(Math.min(30, 2 ** Math.max(0, tries - 1)) * 1000)
  }

  /** Status 0: no answer. Not `fetch`, which tells nothing of what has left. */
  #ask(
    method: string,
    address: string,
    headers: Record<string, string> = {},
    body?: Blob,
    sent?: (bytes: number) => void,
  ): Promise<Answer> {
    return new Promise((done) => {
      const request = (this.#request = new XMLHttpRequest())
      let silence: ReturnType<typeof setTimeout>
      const listen = () => {
        clearTimeout(silence)
        silence = setTimeout(() => request.abort(), SILENCE)
      }
      request.open(method, address)
      request.setRequestHeader('Tus-Resumable', '1.0.0')
      for (const name in headers) request.setRequestHeader(name, headers[name]!)
      request.upload.onprogress = (event) => {
        listen()
        sent?.(event.loaded)
      }
      request.onloadend = () => {
        clearTimeout(silence)
        done({
          status: request.status,
          offset: Number(request.getResponseHeader('Upload-Offset') ?? -1),
          location: request.getResponseHeader('Location') ?? '',
          said: (request.getResponseHeader('Content-Type') ?? '').startsWith('text/plain') ? request.responseText : '',
        })
      }
      listen()
      request.send(body ?? null)
    })
  }
}

/** The answers after which nothing more is tried. */
function endOf({ status, said }: Answer): UploadEnd | undefined {
  if (status === 401) return { end: 'signed-out' }
  if (status === 0 || status >= 500 || (status === 429 && !said)) return undefined
  return said && [413, 415, 422, 429].includes(status) ? { end: 'refused', said } : { end: 'impossible' }
}

const metadata = (told: Record<string, string>): string =>
  Object.entries(told)
    .map(([name, value]) => `${name} ${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}`)
    .join(',')

/**
 * SHA-256, by which the server knows the same file again and sees that it is whole; none on an unsafe line, or for what
 * is too large anyway.
 */
async function digestOf(file: File): Promise<string | undefined> {
  if (!globalThis.crypto?.subtle || file.size > 32_000_000) return undefined
  try {
    return [...new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
  } catch {
    return undefined
  }
}
