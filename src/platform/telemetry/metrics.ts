/** Upper edges of the request-time histogram, in seconds. */
const EDGES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const counts = new Map<string, { buckets: number[]; sum: number; count: number }>()

/**
 * Counts one answered request.
 * @param route the pattern, never the address itself (it holds ids)
 * @param seconds time from request to answer
 */
export function countRequest(method: string, route: string, status: number, seconds: number): void {
  const key = `method="${method}",route="${route.replace(/[\\"\n]/g, '_')}",status="${Math.floor(status / 100)}xx"`
  let entry = counts.get(key)
  if (!entry) counts.set(key, (entry = { buckets: EDGES.map(() => 0), sum: 0, count: 0 }))
  entry.sum += seconds
  entry.count++
  EDGES.forEach((edge, at) => {
    if (seconds <= edge) entry.buckets[at]!++
  })
}

/** Prometheus text format 0.0.4. */
export function metricsText(gauges: Record<string, number> = {}): string {
  const lines = ['# TYPE darcha_http_request_duration_seconds histogram']
  for (const [key, entry] of counts) {
    EDGES.forEach((edge, at) =>
      lines.push(`darcha_http_request_duration_seconds_bucket{${key},le="${edge}"} ${entry.buckets[at]}`),
    )
    lines.push(
      `darcha_http_request_duration_seconds_bucket{${key},le="+Inf"} ${entry.count}`,
      `darcha_http_request_duration_seconds_sum{${key}} ${entry.sum}`,
      `darcha_http_request_duration_seconds_count{${key}} ${entry.count}`,
    )
  }
  for (const [name, value] of Object.entries({ ...gauges, process_resident_memory_bytes: process.memoryUsage.rss() }))
    lines.push(`# TYPE ${name} gauge`, `${name} ${value}`)
  return `${lines.join('\n')}\n`
}
