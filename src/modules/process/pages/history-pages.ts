import { page, streamOf } from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { XES_FOOT, xesHead, xesOf, xesTraces } from '../model/xes.ts'
import { exportCaseHistory, exportServiceHistory } from '../use/export-history.ts'

const headers = (name: string) => ({
  'content-type': 'application/xml; charset=utf-8',
  'content-disposition': `attachment; filename="${name.replace(/[^\w.@-]/g, '_')}.xes"`,
  'content-security-policy': "default-src 'none'; sandbox",
  'cache-control': 'no-store',
})

export const historyPages = [
  page(
    'GET /cases/:case/history.xes',
    async (context) => {
      const id = context.parameters['case'] ?? ''
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Refusal(general['not-found'])
      const told = await context.perform(exportCaseHistory, { case: id })
      return new Response(xesOf(told), { headers: headers(told.items[0]?.case ?? id) })
    },
    { bare: true },
  ),
  page(
    'GET /definitions/:definition/history.xes',
    async (context) => {
      const definition = context.parameters['definition'] ?? ''
      const read = (after?: string) =>
        context.perform(exportServiceHistory, { definition, ...(after ? { after } : {}) })
      // what is refused is refused before the first byte
      const first = await read()
      const text = async function* () {
        yield xesHead(definition)
        for (let part = first; ; part = await read(part.next)) {
          yield xesTraces(part)
          if (part.next === null) break
        }
        yield XES_FOOT
      }
      return new Response(streamOf(text()), { headers: headers(definition) })
    },
    { bare: true },
  ),
]
