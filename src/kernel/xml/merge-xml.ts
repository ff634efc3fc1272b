import { XmlElement, XMLNS, type XmlNode } from './read-xml.ts'

/**
 * Carries an edit over to the file it was made from. A program that reads a file into its own model and writes it again
 * loses what its model has no place for; here what it would have written before and after the edit is compared, and only
 * the difference is applied: what nobody edited stays as it stands in the file.
 * @param source element of the file
 * @param before what the program makes of it unedited
 * @param after what it makes of it now
 */
export function mergeXml(source: XmlElement, before: XmlElement, after: XmlElement): XmlElement {
  if (isSame(before, after)) return source
  const merged = new XmlElement({ ...tagOf(source), attributes: mergedAttributes(source, before, after) })
  merged.content =
    before.text !== after.text && before.children.length + after.children.length === 0
      ? [{ kind: 'text', value: after.text }]
      : mergedContent(source, before, after)
  return merged
}

const tagOf = ({ prefix, name, namespace, line }: XmlElement) => ({ prefix, name, namespace, line })

function mergedAttributes(source: XmlElement, before: XmlElement, after: XmlElement): XmlElement['attributes'] {
  const found = source.attributes
    .filter(
      (attribute) =>
        attribute.namespace === XMLNS ||
        before.attribute(attribute.name, attribute.namespace) === undefined ||
        after.attribute(attribute.name, attribute.namespace) !== undefined,
    )
    .map((attribute) => ({ ...attribute }))
  for (const attribute of after.attributes) {
    if (attribute.namespace === XMLNS || before.attribute(attribute.name, attribute.namespace) === attribute.value)
      continue
    const there = found.find((present) => present.name === attribute.name && present.namespace === attribute.namespace)
    if (there) there.value = attribute.value
    else found.push({ ...attribute })
  }
  return found
}

function mergedContent(source: XmlElement, before: XmlElement, after: XmlElement): XmlNode[] {
  const asBefore = paired(source.children, before.children)
  const asAfter = paired(before.children, after.children)
  /** Elements of the result by the edited element they stand for; undefined: one that the program doesn't know. */
  const results: { node: XmlElement; after: XmlElement | undefined; source: XmlElement | undefined }[] = []
  for (const child of source.children) {
    const was = asBefore.get(child)
    const now = was && asAfter.get(was)
    if (was && !now) continue
    results.push({ node: was && now ? mergeXml(child, was, now) : child, after: now, source: child })
  }
  const known = new Set(results.map((result) => result.after))
  const order = new Map(after.children.map((child, at) => [child, at]))
  const places = results.flatMap((result) => (result.after ? [order.get(result.after) as number] : []))
  const wasOrder = new Map(before.children.map((child, at) => [child, at]))
  const wasPlaces = source.children.flatMap((child) => {
    const was = asBefore.get(child)
    return was && asAfter.has(was) ? [wasOrder.get(was) as number] : []
  })
  // the program may write in another order than the file: only an order that the edit changed is taken over
  if (!sameOrder(places, wasPlaces)) {
    // what the program doesn't know stays behind what it stood behind
    let behind = -1
    const rank = new Map(
      results.map((result) => {
        if (result.after) behind = order.get(result.after) as number
        return [result, behind]
      }),
    )
    results.sort((result, following) => (rank.get(result) as number) - (rank.get(following) as number))
  }
  for (const [at, child] of after.children.entries()) {
    if (known.has(child)) continue
    const previous = after.children[at - 1]
    const place = results.findIndex((result) => result.after !== undefined && result.after === previous)
    results.splice(previous ? (place < 0 ? results.length : place + 1) : 0, 0, {
      node: child,
      after: child,
      source: undefined,
    })
  }
  return withSpace(source, results)
}

/** Puts the elements back among the blanks, comments and texts that stood before each of them. */
function withSpace(source: XmlElement, results: { node: XmlElement; source: XmlElement | undefined }[]): XmlNode[] {
  const leading = new Map<XmlElement, XmlNode[]>()
  let gathered: XmlNode[] = []
  for (const node of source.content) {
    if (node.kind !== 'element') gathered.push(node)
    else {
      leading.set(node, gathered)
      gathered = []
    }
  }
  const space = [...leading.values()].flat().find((node) => node.kind === 'text' && node.value.trim() === '')
  return [
    ...results.flatMap((result) => [
      ...(result.source ? (leading.get(result.source) ?? []) : space ? [space] : []),
      result.node,
    ]),
    ...gathered,
  ]
}

/** Pairs elements that stand for each other: of the same id, else alike in all, else in the same place among their like. */
function paired(some: readonly XmlElement[], others: readonly XmlElement[]): Map<XmlElement, XmlElement> {
  const pairs = new Map<XmlElement, XmlElement>()
  const left = new Map<string, XmlElement[]>()
  for (const candidate of others) left.set(keyOf(candidate), [...(left.get(keyOf(candidate)) ?? []), candidate])
  const match = (which: (element: XmlElement, candidate: XmlElement) => boolean) => {
    for (const element of some) {
      if (pairs.has(element)) continue
      const candidates = left.get(keyOf(element)) ?? []
      const at = candidates.findIndex((candidate) => which(element, candidate))
      if (at >= 0) pairs.set(element, ...(candidates.splice(at, 1) as [XmlElement]))
    }
  }
  match(isSame)
  match(() => true)
  return pairs
}

const keyOf = (element: XmlElement): string => `{${element.namespace}}${element.name}#${element.attribute('id') ?? ''}`

/** Whether numbers rise alike in two lists of equal length. */
function sameOrder(some: readonly number[], others: readonly number[]): boolean {
  const ranks = (list: readonly number[]) => {
    const places = new Map([...list].sort((a, b) => a - b).map((place, at) => [place, at]))
    return list.map((place) => places.get(place)).join()
  }
  return ranks(some) === ranks(others)
}

function isSame(element: XmlElement, other: XmlElement): boolean {
  const own = (owner: XmlElement) => owner.attributes.filter((attribute) => attribute.namespace !== XMLNS)
  const attributes = own(element)
  return (
    element.name === other.name &&
    element.namespace === other.namespace &&
    attributes.length === own(other).length &&
    attributes.every((attribute) => other.attribute(attribute.name, attribute.namespace) === attribute.value) &&
    element.content.length === other.content.length &&
    element.content.every((node, at) => {
      const there = other.content[at] as XmlNode
      if (node.kind === 'element') return there.kind === 'element' && isSame(node, there)
      if (there.kind === 'element' || there.kind !== node.kind || there.value !== node.value) return false
      return node.kind !== 'instruction' || there.kind !== 'instruction' || there.target === node.target
    })
  )
}
