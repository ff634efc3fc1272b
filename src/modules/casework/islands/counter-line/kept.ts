/**
 * What an operator posted and the line did not take, in this browser's own database, encrypted (AES-GCM, W3C Web
 * Cryptography).
 * The key comes with each page of the operator and is nowhere else on this machine. In clear stand only: a random id,
 * whose key it
 * needs (a hash), and when it was received.
 */
export interface Kept {
  /** The form's own one-time key, which the server knows again. */
  id: string
  owner: string
  /** When the counter took it in, RFC 3339 by the server's clock. */
  at: string
  what: Posted
}
export interface Posted {
  kind: 'application' | 'answers'
  title: string
  path: string
  /** None any more when it was sent. */
  fields: [string, string][]
  state: 'waiting' | 'sent' | 'refused'
  /** Where it led, and the number that page is titled with. */
  result?: string
  resultTitle?: string
  /** Why it was not accepted. */
  why?: string
}

interface Row {
  id: string
  owner: string
  at: string
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

const STORE = 'kept'

const asked = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error)
  })

export class Shelf {
  readonly owner: string
  #database: IDBDatabase
  #key: CryptoKey

  private constructor(owner: string, database: IDBDatabase, key: CryptoKey) {
    this.owner = owner
    this.#database = database
    this.#key = key
  }

  /** @throws where the browser has no database or no safe line: then nothing can be kept */
  static async open(owner: string, key: string): Promise<Shelf> {
    const raw = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0))
    const opening = indexedDB.open('darcha-counter', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'id' })
    return new Shelf(
      owner,
      await asked(opening),
      await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']),
    )
  }

  /** On the disk when it answers, in the place of what it replaces. */
  async put(kept: Kept, replaced: Kept[] = []): Promise<void> {
    const row = await this.#seal(kept)
    await this.#write((store) => {
      for (const old of replaced) if (old.id !== kept.id) store.delete(old.id)
      store.put(row)
    })
  }

  /** Writes what became of it, unless it was taken off the shelf or replaced meanwhile: then it stays gone. */
  async update(kept: Kept): Promise<void> {
    const row = await this.#seal(kept)
    await this.#write((store) => {
      const there = store.count(kept.id)
      there.onsuccess = () => {
        if (there.result) store.put(row)
      }
    })
  }

  /** Gone when it answers: a page that is left before takes its unfinished deletion along. */
  remove(...ids: string[]): Promise<void> {
    return this.#write((store) => {
      for (const id of ids) store.delete(id)
    })
  }

  async #seal(kept: Kept): Promise<Row> {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const data = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: bound(kept) },
      this.#key,
      new TextEncoder().encode(JSON.stringify(kept.what)),
    )
    return { id: kept.id, owner: kept.owner, at: kept.at, iv, data }
  }

  async #write(change: (store: IDBObjectStore) => void): Promise<void> {
    const writing = this.#database.transaction(STORE, 'readwrite', { durability: 'strict' } as IDBTransactionOptions)
    change(writing.objectStore(STORE))
    await new Promise<void>((done, fail) => {
      writing.oncomplete = () => done()
      writing.onabort = () => fail(writing.error)
    })
  }

  /** The operator's own, oldest first, and how many of others lie here. */
  async all(): Promise<{ own: Kept[]; others: number }> {
    const rows = (await asked(this.#database.transaction(STORE).objectStore(STORE).getAll())) as Row[]
    const opened = await Promise.allSettled(
      rows
        .filter((row) => row.owner === this.owner)
        .map(async ({ id, owner, at, iv, data }): Promise<Kept> => {
          const text = await crypto.subtle.decrypt(
            { name: 'AES-GCM', iv, additionalData: bound({ id, owner, at }) },
            this.#key,
            data,
          )
          return { id, owner, at, what: JSON.parse(new TextDecoder().decode(text)) as Posted }
        }),
    )
    // one that was changed from outside can't be opened, and counts as another's
    const own = opened.flatMap((settled) => (settled.status === 'fulfilled' ? [settled.value] : []))
    return { own: own.sort((kept, other) => (kept.at < other.at ? -1 : 1)), others: rows.length - own.length }
  }
}

/** The time of receipt can't be changed from outside without being noticed. */
const bound = ({ id, owner, at }: Pick<Kept, 'id' | 'owner' | 'at'>) => new TextEncoder().encode(`${id} ${owner} ${at}`)
