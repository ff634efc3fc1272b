import type { PageContext } from '../platform/http/index.ts'

/**
 * What each piece of evidence that registers were asked for is called, by `service evidence`; a service that is not
 * published any more names nothing.
 */
export async function evidenceNames(
  { world, speech }: PageContext<'published'>,
  items: readonly { purpose: string; evidence: string | null }[],
): Promise<Map<string, string>> {
  const services = [...new Set(items.flatMap((item) => (item.evidence === null ? [] : [item.purpose])))]
  const published = await world.published.names(services, speech.language)
  const names = new Map<string, string>()
  for (const service of services.filter((id) => published.has(id))) {
    const { passport } = await world.published.get(service)
    for (const { id, name } of passport.evidence) names.set(`${service} ${id}`, speech.text(name))
  }
  return names
}
