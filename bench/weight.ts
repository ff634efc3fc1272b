import { gunzipSync } from 'node:zlib'
import type { Benchmark } from '../src/commands/benchmark.ts'
import { composeWeb } from '../src/commands/compose-web.ts'
import { cookieNames } from '../src/platform/identity/index.ts'
import { compare } from './compare.ts'
import { seed, SERVICE } from './seed.ts'
import { benchServer } from './server.ts'

const ORIGIN = 'http://localhost'
const LIMIT = 30_000

/** What a phone must load for a page of a citizen, with an empty cache, compressed as it is sent. */
export const weight: Benchmark = {
  name: 'weight',
  summary: "compressed bytes and JavaScript of the citizens' pages",
  async run({ home, tell }) {
    const server = await benchServer(`${home}/pg`)
    try {
      const { instance, application, applicant } = await seed(server.database, home)
      const app = composeWeb(instance, ORIGIN)
      const cookie = `${cookieNames(ORIGIN).session}=${applicant}`
      const get = async (path: string) => {
        const answer = await app.fetch(
          new Request(`${ORIGIN}${path}`, { headers: { cookie, 'accept-encoding': 'gzip' } }),
        )
        return {
          status: answer.status,
          location: answer.headers.get('location'),
          zipped: answer.headers.get('content-encoding') === 'gzip',
          body: Buffer.from(await answer.arrayBuffer()),
        }
      }
      /** Follows where a page leads, as a browser does. */
      const arrive = async (path: string): Promise<{ path: string; zipped: boolean; body: Buffer }> => {
        const { status, location, zipped, body } = await get(path)
        if (location) return arrive(location.replace(ORIGIN, ''))
        if (status !== 200) throw new Error(`${path} answers ${status}`)
        return { path, zipped, body }
      }
      const weighed: { path: string; bytes: number; scripts: number }[] = []
      for (const asked of [
        '/uz',
        '/uz/services?query=uy',
        `/uz/services/${SERVICE}`,
        `/uz/services/${SERVICE}/start`,
        '/uz/cabinet',
        '/uz/cabinet/messages',
        '/uz/cabinet/documents',
        `/uz/applications/${application}`,
        '/uz/verify',
      ]) {
        const { path, zipped, body } = await arrive(asked)
        const html = (zipped ? gunzipSync(body) : body).toString('utf8')
        const loaded = [
          ...html.matchAll(/<(?:link[^>]+rel="(?:stylesheet|icon)"[^>]*|script[^>]+|img[^>]+)>/g),
        ].flatMap((match) => /(?:href|src)="(\/[^"]+)"/.exec(match[0])?.[1] ?? [])
        const parts = await Promise.all(loaded.map((text) => arrive(text)))
        const inline = [...html.matchAll(/<script(?![^>]*type="application\/ld\+json")[^>]*>/g)].length
        const item = {
          path,
          bytes: [body, ...parts.map((part) => part.body)].reduce((sum, part) => sum + part.length, 0),
          scripts: inline,
        }
        tell(`${path} ${(item.bytes / 1000).toFixed(1)} kB in ${1 + parts.length} requests, ${item.scripts} scripts`)
        weighed.push(item)
      }
      const heaviest = weighed.reduce((most, item) => (item.bytes > most.bytes ? item : most))
      const scripted = weighed.reduce((most, item) => (item.scripts > most.scripts ? item : most))
      return {
        measures: [
          compare({
            name: "weight: heaviest of the citizens' pages",
            value: heaviest.bytes,
            unit: 'bytes',
            reference: { name: 'limit', value: LIMIT },
            goal: 1,
            better: 'lower',
            note: `${heaviest.path.replace(/[0-9a-f-]{36}/, '…')}, page, stylesheet and pictures, gzip`,
          }),
          compare({
            name: "weight: scripts in the citizens' pages",
            value: scripted.scripts,
            unit: 'scripts',
            reference: { name: 'limit', value: 0 },
            goal: 0,
            better: 'lower',
            ...(scripted.scripts > 0 ? { note: scripted.path.replace(/[0-9a-f-]{36}/, '…') } : {}),
          }),
        ],
        versions: {},
      }
    } finally {
      await server.end()
    }
  },
}
