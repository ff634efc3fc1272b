import { writeTurtle, type LinkedDocument } from '../../../kernel/linked-data/index.ts'
import { accepted, page, type PageContext } from '../../../platform/http/index.ts'
import { linkedPath } from '../model/linked-terms.ts'
import { exportCatalogue } from '../use/export-catalogue.ts'

const TYPES = {
  ttl: 'text/turtle',
  jsonld: 'application/ld+json',
  json: 'application/json',
  html: 'text/html',
} as const

/**
 * The addresses by which linked data names services: programs are given data, as JSON-LD or Turtle by what they accept
 * or by the ending `.jsonld` or `.ttl`; people are led to the page about the same.
 */
export const linkedPages = [
  page(`GET ${linkedPath.catalogue}`, (context) => answer(context, '/services'), { bare: true }),
  page(`GET ${linkedPath.catalogue}.ttl`, (context) => send(context, TYPES.ttl), { bare: true }),
  page(`GET ${linkedPath.catalogue}.jsonld`, (context) => send(context, TYPES.jsonld), { bare: true }),
  page(
    'GET /catalogue/services/:service',
    async (context) => {
      const [, service, ending] = /^(.*?)(?:\.(ttl|jsonld))?$/s.exec(context.parameters['service']!)!
      return ending
        ? send(context, TYPES[ending as 'ttl' | 'jsonld'], service)
        : answer(context, `/services/${encodeURIComponent(service!)}`, service)
    },
    { bare: true },
  ),
  // bodies, life events and notions are described where all services are
  page('GET /catalogue/:list/:thing', async (context) => away(`${context.origin}${linkedPath.catalogue}`), {
    bare: true,
  }),
]

async function answer(context: PageContext, people: string, service?: string): Promise<Response> {
  const type = accepted(context.request.headers.get('accept'), [TYPES.jsonld, TYPES.ttl, TYPES.json, TYPES.html])
  // what nobody can be given as asked is given as it is (RFC 9110, 12.4.1)
  if (type !== TYPES.html) return send(context, type ?? TYPES.jsonld, service)
  return away(context.speech.path(people))
}

const away = (location: string) => new Response(null, { status: 303, headers: { location, vary: 'accept' } })

async function send(context: PageContext, type: string, service?: string): Promise<Response> {
  const document = (await context.perform(exportCatalogue, {
    ...(service === undefined ? {} : { service }),
  })) as LinkedDocument
  return new Response(type === TYPES.ttl ? writeTurtle(document) : `${JSON.stringify(document, undefined, 1)}\n`, {
    headers: {
      'content-type': type === TYPES.ttl ? `${type}; charset=utf-8` : type,
      // public data, for any page and any harvester
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=300',
      vary: 'accept',
    },
  })
}
