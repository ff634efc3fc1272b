/** What is to happen, earliest first; of two at the same time the one that was put first. */
export class Agenda<Item> {
  private readonly heap: { at: number; order: number; item: Item }[] = []
  private order = 0

  put(at: number, item: Item): void {
    const entry = { at, order: this.order++, item }
    let place = this.heap.push(entry) - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!before(entry, this.heap[parent]!)) break
      this.heap[place] = this.heap[parent]!
      place = parent
    }
    this.heap[place] = entry
  }

  take(): { at: number; item: Item } | undefined {
    const first = this.heap[0]
    const last = this.heap.pop()
    if (!first || !last || this.heap.length === 0) return first
    let place = 0
    for (;;) {
      let child = place * 2 + 1
      if (child >= this.heap.length) break
      if (child + 1 < this.heap.length && before(this.heap[child + 1]!, this.heap[child]!)) child++
      if (!before(this.heap[child]!, last)) break
      this.heap[place] = this.heap[child]!
      place = child
    }
    this.heap[place] = last
    return first
  }
}

const before = (first: { at: number; order: number }, second: { at: number; order: number }): boolean =>
  first.at < second.at || (first.at === second.at && first.order < second.order)
