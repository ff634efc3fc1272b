import { csvLine } from '../../../../kernel/text/index.ts'
import { NOTHING_TYPED, page, streamOf, type PageContext } from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import { Disclosure, EmptyState, Pagination, Table, uiWords, Moment } from '../../../../ui/index.ts'
import { administrationFrame } from '../../../process/index.ts'
import { listEvents } from '../../use/list-events.ts'
import { LogForm } from './log-form.tsx'
import { addressOf, askedOf, type LogEvent } from './log-query.ts'
import { actorOf, subjectOf, wordsOf } from './log-words.ts'

const SHOWN = 50
const EXPORTED_AT_ONCE = 1000
const PATH = '/administration/log'

export const logPages = [
  page(`GET ${PATH}`, ['country', 'kindsOfEvents'], async (context) => {
    const { speech, query } = context
    const asked = askedOf(context)
    const after = query.get('after') ?? undefined
    let faults: Record<string, string> = {}
    const found = await context
      .perform(listEvents, { ...asked, order: 'newest', size: SHOWN, ...(after ? { after } : {}) })
      .catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.kind !== general['invalid-input']) throw error
        faults = Object.fromEntries(
          error.problems.map(({ path, text, parameters }) => [path, speech.t(text, parameters)]),
        )
        return { items: [], next: null }
      })
    return administrationFrame(context, {
      title: speech.t('log.title'),
      typed: { ...NOTHING_TYPED, faults, status: Object.keys(faults).length > 0 ? 422 : 200 },
      body: (
        <>
          <p class="lead">{speech.t('log.lead')}</p>
          <LogForm context={context} asked={asked} faults={faults} path={PATH} />
          {found.items.length === 0 ? (
            <EmptyState title={speech.t('log.none')} />
          ) : (
            <>
              <p>
                <a href={speech.path(addressOf(`${PATH}.csv`, asked))} download>
                  {speech.t('log.export')}
                </a>
              </p>
              <Found context={context} items={found.items} />
              <Pagination
                words={uiWords(speech.t)}
                {...(found.next ? { next: speech.path(addressOf(PATH, asked, found.next)) } : {})}
                {...(after ? { previous: speech.path(addressOf(PATH, asked)) } : {})}
              />
            </>
          )}
          <p>
            <a href={speech.path('/administration/audit')}>{speech.t('log.seals')}</a>
          </p>
        </>
      ),
    })
  }),
  page(`GET ${PATH}.csv`, ['country'], async (context) => {
    const { speech } = context
    const asked = askedOf(context)
    const read = (after?: string) =>
      context.perform(listEvents, { ...asked, size: EXPORTED_AT_ONCE, ...(after ? { after } : {}) })
    // what is refused is refused before the first byte
    const first = await read()
    const text = async function* () {
      // the mark lets spreadsheets read the letters of every language
      yield `\ufeff${csvLine(['at', 'what', 'who', 'about', 'number', 'kind', 'actor', 'subject', 'facts', 'hash'])}`
      for (let part = first; ; part = await read(part.next)) {
        yield part.items
          .map((event) =>
            csvLine([
              event.at,
              wordsOf(speech, event),
              actorOf(speech, event),
              subjectOf(speech, event),
              String(event.number),
              event.kind,
              event.actor,
              event.subject,
              JSON.stringify(event.facts),
              event.hash,
            ]),
          )
          .join('')
        if (part.next === null) break
      }
    }
    return new Response(streamOf(text()), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="log.csv"',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'no-store',
      },
    })
  }),
]

const Found = ({ context, items }: { context: PageContext<'country'>; items: readonly LogEvent[] }) => {
  const { speech } = context
  const bodyOf = (event: LogEvent) => {
    const id = [event.facts['office'], event.facts['body']].find((given) => typeof given === 'string')
    return id === undefined ? '' : ` · ${context.world.country.displayName(String(id), speech.language)}`
  }
  return (
    <Table
      caption={speech.t('log.events')}
      stack
      rows={items}
      columns={[
        {
          header: speech.t('log.what'),
          main: true,
          cell: (event) => (
            <>
              {wordsOf(speech, event)}
              {bodyOf(event)}
              <Disclosure summary={speech.t('log.facts')}>
                <p class="small">
                  <code>
                    {event.kind} · {event.number} · {event.hash}
                  </code>
                </p>
                <pre class="small">{JSON.stringify(event.facts, null, 1)}</pre>
              </Disclosure>
            </>
          ),
        },
        {
          header: speech.t('log.at'),
          cell: (event) => <Moment at={event.at}>{speech.dateTime(event.at)}</Moment>,
        },
        {
          header: speech.t('log.who'),
          cell: (event) =>
            event.actorName ? (
              <a href={speech.path(addressOf(PATH, { official: event.actor.slice('person:'.length) }))}>
                {event.actorName}
              </a>
            ) : (
              actorOf(speech, event)
            ),
        },
        {
          header: speech.t('log.subject'),
          cell: (event) =>
            event.case ? (
              <a href={speech.path(`/administration/cases/${event.subject}`)}>{subjectOf(speech, event)}</a>
            ) : event.person ? (
              <a href={speech.path(addressOf(PATH, { person: event.subject }))}>{event.person}</a>
            ) : (
              <a href={speech.path(addressOf(PATH, { case: event.subject }))}>{subjectOf(speech, event)}</a>
            ),
        },
      ]}
    />
  )
}
