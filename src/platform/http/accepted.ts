/**
 * The media type that a request likes best of those on offer (RFC 9110, 12.5.1): by quality, the more specific range
 * first, then by the order of the offers.
 * @param header value of `Accept`; absent or empty: anything
 * @returns undefined when none of them is taken
 */
export function accepted<Offer extends string>(header: string | null, offers: readonly Offer[]): Offer | undefined {
  if (!header?.trim()) return offers[0]
  const ranges = header
    .slice(0, 1000)
    .split(',')
    .map((part) => {
      const [range = '', ...settings] = part.trim().toLowerCase().split(';')
      const quality = settings.map((setting) => /^\s*q=([0-9.]+)\s*$/.exec(setting)?.[1]).find(Boolean)
      return { range: range.trim(), quality: quality === undefined ? 1 : Number(quality) }
    })
  const likes = (offer: string): number => {
    const [kind] = offer.split('/')
    const fitting = [offer, `${kind}/*`, '*/*'].map((range) => ranges.find((given) => given.range === range))
    return fitting.find(Boolean)?.quality ?? 0
  }
  const liked = offers.map((offer) => ({ offer, quality: likes(offer) })).filter(({ quality }) => quality > 0)
  return liked.sort((before, after) => after.quality - before.quality)[0]?.offer
}
