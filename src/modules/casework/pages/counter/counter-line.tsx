import { createHash } from 'node:crypto'
import { page, type Page, type PageContext, type View } from '../../../../platform/http/index.ts'
import { makeDeskKey, readDeskKey } from '../../use/make-desk-key.ts'
import type { Need } from '../../../../platform/use-case/index.ts'
import { countersOf } from '../../model/roles-held.ts'
import { ownCounters } from './counter-office.ts'

/** What the island is told in place of texts it can't ask for when the line is away. */
const WORDS = [
  'gone',
  'waits',
  'others',
  'signed-out',
  'sign-in',
  'kept-at',
  'sent',
  'refused',
  'receipt',
  'go-on',
  'open',
  'off-list',
  'kept-page',
  'cannot-keep',
  'sign-out-title',
  'sign-out-text',
  'stay',
  'leave',
] as const
const BLANKS = { time: '{time}', count: '{count}', why: '{why}' }

/**
 * The offline sign of counters and what waits to be sent: it goes with the pages of an operator, and is seen only when
 * there is something
 * to say. Without JavaScript nothing changes.
 */
export const withCounterLine = <Needs extends Need>(page: Page<Needs>): Page<Needs | 'country'> => ({
  ...page,
  async answer(context: PageContext<Needs | 'country'>) {
    const view = await page.answer(context)
    return view instanceof Response || countersOf(context.principal).length === 0 ? view : addLine(context, view)
  },
})

async function addLine(context: PageContext<'country'>, view: View): Promise<View> {
  const { speech, world, now } = context
  // made by the island's own post where there is none yet: a look writes nothing
  const key = await context.perform(readDeskKey, { office: ownCounters(context)[0] })
  const words = Object.fromEntries(WORDS.map((word) => [word, speech.t(`counter.line.${word}`, BLANKS)]))
  return {
    ...view,
    secret: true,
    scripts: [...(view.scripts ?? []), 'counter-line.js'],
    body: (
      <>
        <section
          class="counter-line no-print"
          data-counter-line
          data-key={key ?? ''}
          data-owner={key ? ownerOf(key) : ''}
          data-now={now}
          data-zone={world.country.timeZone}
          data-who={speech.path('/counter/line')}
          data-home={speech.path('/counter')}
          data-words={JSON.stringify(words)}
          aria-label={speech.t('counter.line.label')}
          hidden
        ></section>
        {view.body}
      </>
    ),
  }
}

/** Names the owner of what is kept without saying who it is. */
const ownerOf = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 16)

/**
 * Whose session this browser has now: asked before anything kept is sent, for another operator may have signed in
 * meanwhile.
 */
export const linePages = [
  page('GET /counter/line', async (context) => {
    const key = await context.perform(readDeskKey, { office: ownCounters(context)[0] })
    return Response.json({ owner: key ? ownerOf(key) : null }, UNKEPT)
  }),
  page('POST /counter/line', async (context) => {
    const { key } = await context.perform(makeDeskKey, { office: ownCounters(context)[0] })
    return Response.json({ owner: ownerOf(key), key }, UNKEPT)
  }),
]

const UNKEPT = { headers: { 'cache-control': 'no-store' } }
