/** What of a worklist is looked at, as it stands in the address. */
export interface DeskView {
  whose: 'mine' | 'unclaimed' | 'sign' | undefined
  due: 'late' | 'today' | 'week' | undefined
  service: string | undefined
  /** For heads: what one person holds. */
  person: string | undefined
  after: string | undefined
}

export interface ReadView extends DeskView {
  /** True when something may be left out. */
  narrowed: boolean
  /** Input of the worklist. */
  filter: Record<string, string>
  /** The query of a changed view; a change begins at the first page. */
  address(office: string, changes: Partial<DeskView>): string
}

/**
 * Reads the query of a worklist's address; what makes no sense is left out. @param head whether signing and persons are
 * theirs to see
 */
export function readView(query: URLSearchParams, head: boolean): ReadView {
  const item = <Value extends string>(name: string, allowed: readonly Value[]) =>
    allowed.find((value) => value === query.get(name))
  const matching = (name: string, pattern: RegExp) =>
    pattern.test(query.get(name) ?? '') ? query.get(name)! : undefined
  const view: DeskView = {
    whose: item('whose', head ? (['mine', 'unclaimed', 'sign'] as const) : (['mine', 'unclaimed'] as const)),
    due: item('due', ['late', 'today', 'week'] as const),
    service: matching('service', /^[a-z0-9-]{1,100}$/),
    person: head ? matching('person', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) : undefined,
    after: matching('after', /^[\w-]{1,200}$/),
  }
  const { whose, due, service, person } = view
  return {
    ...view,
    narrowed: Boolean(whose || due || service || person),
    filter: defined({ due, service, person, ...(whose === 'sign' ? { role: 'head' } : { whose }) }),
    address: (office, changes) =>
      new URLSearchParams(defined({ office, whose, due, service, person, ...changes })).toString(),
  }
}

const defined = (values: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined))
