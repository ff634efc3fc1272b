import { createHash } from 'node:crypto'
import type { Stage } from '../rights/open-stage.ts'
import type { Answered } from './judge.ts'

/** A form as it stands on a page: where it goes and what it carries. */
export interface FoundForm {
  who: string
  page: string
  action: string
  files: boolean
  fields: [string, string][]
}

export interface Visitor {
  get(path: string): Promise<Answered & { location: string }>
  /** Posts as a browser does from a page of the product. @param type unless it is an ordinary form */
  post(path: string, body: string | Uint8Array | FormData, type?: string): Promise<Answered & { location: string }>
}

/** A demo person (id in the people file) before the pages; nobody without one. */
export async function visitor(stage: Stage, person?: string): Promise<Visitor> {
  const session = person ? await stage.bench.cookie(person) : undefined
  const send = async (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) => {
    const begun = performance.now()
    const response = await stage.app.fetch(
      new Request(stage.bench.origin + path, {
        ...init,
        headers: {
          ...(session ? { cookie: `${session.name}=${session.value}` } : {}),
          'x-darcha-peer': 'browser',
          ...init.headers,
        },
      }),
    )
    return {
      status: response.status,
      text: await response.text(),
      type: response.headers.get('content-type') ?? '',
      location: response.headers.get('location') ?? '',
      seconds: (performance.now() - begun) / 1000,
    }
  }
  return {
    get: (path) => send(path),
    post: (path, body, type) =>
      send(path, {
        method: 'POST',
        body: body as string,
        headers: {
          origin: stage.bench.origin,
          'sec-fetch-site': 'same-origin',
          ...(body instanceof FormData ? {} : { 'content-type': type ?? 'application/x-www-form-urlencoded' }),
        },
      }),
  }
}

/** Ids in an address, so that pages of one kind are visited once. */
const kindOf = (path: string) =>
  path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}(\.\d+)?|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/g, ':id')
    .replace(/services\/[a-z-]+(@\d+)?/, 'services/:service')
    .replace(/bodies\/[^/?]+/, 'bodies/:body')
    .replace(/\?.*/, (query) => `?${[...new URLSearchParams(query).keys()].sort().join('&')}`)

/** Follows links from a page as one person, one page of a kind, and collects the forms that are there. */
export async function findForms(who: Visitor, name: string, starts: readonly string[]): Promise<FoundForm[]> {
  const seen = new Set<string>()
  const forms = new Map<string, FoundForm>()
  const queue = [...starts]
  for (let path = queue.shift(); path !== undefined && seen.size < 150; path = queue.shift()) {
    const kind = kindOf(path)
    if (seen.has(kind)) continue
    seen.add(kind)
    const { status, text, location, type } = await who.get(path)
    if (location.startsWith('/')) queue.push(location)
    if (status !== 200 || !type.includes('html')) continue
    for (const [, href] of text.matchAll(/<a\b[^>]*\bhref="(\/en[^"#]*)/g)) queue.push(unescaped(href!))
    for (const form of formsOf(text, path))
      forms.set(
        createHash('sha1')
          .update(
            `${form.action} ${form.fields.map(([field]) => field).join()}`.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id'),
          )
          .digest('hex'),
        { who: name, ...form },
      )
  }
  return [...forms.values()]
}

function formsOf(html: string, page: string): Omit<FoundForm, 'who'>[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
    .filter(([, attributes]) => /method="post"/i.test(attributes!))
    .map(([, attributes, inside]) => ({
      page,
      action: unescaped(/\baction="([^"]*)"/.exec(attributes!)?.[1] ?? page),
      files: /multipart/.test(attributes!),
      fields: fieldsOf(inside!),
    }))
}

function fieldsOf(html: string): [string, string][] {
  const fields: [string, string][] = []
  for (const [tag] of html.matchAll(/<(?:input|textarea|select|button)\b[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1]
    if (!name || /type="file"/.test(tag)) continue
    if (/type="(?:radio|checkbox)"/.test(tag) && fields.some(([item]) => item === name)) continue
    fields.push([unescaped(name), unescaped(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '')])
  }
  return fields
}

const unescaped = (text: string) =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_match, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name]!,
  )
