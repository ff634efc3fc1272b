/** What is to happen, earliest first; of two at the same time the one that was put first. */
export class Agenda<Item> {
  /** When each of the heap happens, and how many were put before it. */
  private times = new Float64Array(64)
  private orders = new Float64Array(64)
  private readonly items: Item[] = []
  private order = 0
  /** When what was taken last happens. */
  at = 0

  put(at: number, item: Item): void {
    const { items } = this
    if (items.length === this.times.length) this.grow()
    const { times, orders } = this
    let place = items.length
    items.push(item)
    // what is put later comes after all that happens at the same time
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (at >= times[parent]!) break
      times[place] = times[parent]!
      orders[place] = orders[parent]!
      items[place] = items[parent]!
      place = parent
    }
    times[place] = at
    orders[place] = this.order++
    items[place] = item
  }

  take(): Item | undefined {
    const { times, orders, items } = this
    const first = items[0]
    if (first === undefined) return undefined
    this.at = times[0]!
    const last = items.pop()!
    const size = items.length
    if (size === 0) return first
    const [at, order] = [times[size]!, orders[size]!]
    let place = 0
    for (;;) {
      let child = place * 2 + 1
      if (child >= size) break
      if (child + 1 < size && this.isBefore(child + 1, times[child]!, orders[child]!)) child++
      if (!this.isBefore(child, at, order)) break
      times[place] = times[child]!
      orders[place] = orders[child]!
      items[place] = items[child]!
      place = child
    }
    times[place] = at
    orders[place] = order
    items[place] = last
    return first
  }

  private isBefore(place: number, at: number, order: number): boolean {
    const time = this.times[place]!
    return time < at || (time === at && this.orders[place]! < order)
  }

  private grow(): void {
    const [times, orders] = [new Float64Array(this.times.length * 2), new Float64Array(this.times.length * 2)]
    times.set(this.times)
    orders.set(this.orders)
    this.times = times
    this.orders = orders
  }
}
