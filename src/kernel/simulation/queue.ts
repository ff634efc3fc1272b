import { Agenda } from './agenda.ts'

/** Those who wait for somebody. */
export interface Waiting<Item> {
  put(item: Item, rank: number): void
  take(): Item | undefined
}

/** The higher rank first, of one rank who came first. */
export class RankedQueue<Item> implements Waiting<Item> {
  private readonly items = new Agenda<Item>()

  put(item: Item, rank: number): void {
    this.items.put(-rank, item)
  }

  take(): Item | undefined {
    return this.items.take()
  }
}

/** First in, first out; taking costs the same however many wait. */
export class Queue<Item> implements Waiting<Item> {
  private readonly items: (Item | undefined)[] = []
  private head = 0

  put(item: Item): void {
    this.items.push(item)
  }

  take(): Item | undefined {
    if (this.head === this.items.length) return undefined
    const item = this.items[this.head]
    this.items[this.head++] = undefined
    if (this.head === this.items.length) this.items.length = this.head = 0
    // what was taken makes room when it is most of the list
    else if (this.head > 1024 && this.head * 2 > this.items.length) {
      this.items.splice(0, this.head)
      this.head = 0
    }
    return item
  }
}
