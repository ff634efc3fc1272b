import type { z } from 'zod'
import { administrationFrame } from '../../../modules/process/index.ts'
import { listRuns, readFeedAnew } from '../../../modules/proactive/index.ts'
import {
  answerPost,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { Button, EmptyState, Form, Moment, Section, Table, Tag } from '../../../ui/index.ts'
import { measurePage } from './measure-page.tsx'

type Context = PageContext<'country' | 'published'>
type Listed = z.output<typeof listRuns.output>

const PATH = '/administration/proactive'
const NEEDS = ['country', 'published'] as const

/** Services that begin by themselves: what they read, whom they found, what keeps people from what is due to them. */
export const begunPages = [
  page(`GET ${PATH}`, NEEDS, (context) => show(context)),
  page(`POST ${PATH}/feeds/:register/:feed`, NEEDS, (context) =>
    answerPost(context, {
      form: 'anew',
      async does() {
        const { register, feed } = context.parameters
        await context.perform(readFeedAnew, { register, feed })
        return `${PATH}?done=anew`
      },
      again: (typed) => show(context, typed),
    }),
  ),
  measurePage,
]

async function show(context: Context, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, world, query } = context
  const { items, troubles, triggers, feeds } = await context.perform(listRuns, { limit: 100 })
  const names = await world.published.names(
    [...items, ...troubles, ...triggers].map(({ service }) => service),
    speech.language,
  )
  const nameOf = (service: string) => names.get(service) ?? service
  return administrationFrame(context, {
    title: speech.t('begun.title'),
    done: query.get('done') === 'anew' ? speech.t('begun.anew-done') : undefined,
    typed,
    body: (
      <>
        <p class="lead">{speech.t('begun.lead')}</p>
        <Section title={speech.t('begun.troubles')}>
          {troubles.length === 0 ? (
            <p>{speech.t('begun.no-troubles')}</p>
          ) : (
            <Troubles context={context} troubles={troubles} nameOf={nameOf} />
          )}
        </Section>
        <Section title={speech.t('begun.services')}>
          {triggers.length === 0 ? (
            <EmptyState title={speech.t('begun.no-services')} />
          ) : (
            <Services context={context} triggers={triggers} items={items} nameOf={nameOf} />
          )}
        </Section>
        {feeds.length === 0 ? null : (
          <Section title={speech.t('begun.feeds')}>
            <Feeds context={context} feeds={feeds} mayRead={await context.may(readFeedAnew, FIRST)} />
          </Section>
        )}
        {items.length === 0 ? null : (
          <Section title={speech.t('begun.runs')}>
            <Runs context={context} items={items} nameOf={nameOf} />
          </Section>
        )}
      </>
    ),
  })
}

/** Whoever may have one feed read anew may any. */
const FIRST = { register: 'any', feed: 'any' }

interface Shown {
  context: Context
  nameOf(service: string): string
}

/** What is wrong in words, and what helps; a failure of ours is told by its own words. */
function Troubles({ context: { speech }, troubles, nameOf }: Shown & Pick<Listed, 'troubles'>) {
  // a refusal is named by its text
  const keyOf = (problem: string) => {
    const name = problem.slice(problem.lastIndexOf('.') + 1)
    return `begun.trouble.${speech.has(`begun.trouble.${name}.what`) ? name : 'failed'}`
  }
  return (
    <Table
      caption={speech.t('begun.troubles')}
      captionHidden
      stack
      rows={troubles}
      tone={() => 'refused'}
      columns={[
        {
          header: speech.t('begun.what'),
          main: true,
          cell: ({ problem }) => {
            const said = speech.has(problem) ? speech.t(problem) : problem
            return speech.t(`${keyOf(problem)}.what`, { said })
          },
        },
        { header: speech.t('begun.service'), cell: ({ service }) => nameOf(service) },
        { header: speech.t('begun.people'), number: true, cell: ({ count }) => speech.number(count) },
        {
          header: speech.t('begun.since'),
          cell: ({ since }) => <Moment at={since}>{speech.dateTime(since)}</Moment>,
        },
        {
          header: speech.t('begun.do'),
          cell: ({ problem, cases }) => (
            <span>
              {speech.t(`${keyOf(problem)}.do`)}
              {cases.map((id, at) => (
                <>
                  {' '}
                  <a href={speech.path(`/administration/cases/${id}`)}>
                    {speech.t('begun.case', { number: speech.number(at + 1) })}
                  </a>
                </>
              ))}
            </span>
          ),
        },
      ]}
    />
  )
}

function Services({ context: { speech }, triggers, items, nameOf }: Shown & Pick<Listed, 'triggers' | 'items'>) {
  const lastOf = (service: string) => items.find((run) => run.service === service)
  return (
    <Table
      caption={speech.t('begun.services')}
      captionHidden
      stack
      rows={triggers}
      columns={[
        {
          header: speech.t('begun.service'),
          main: true,
          cell: ({ service }) => <a href={speech.path(`${PATH}/${encodeURIComponent(service)}`)}>{nameOf(service)}</a>,
        },
        {
          header: speech.t('begun.mode'),
          cell: ({ shadow }) => (
            <Tag tone={shadow ? 'waits' : 'done'}>{speech.t(shadow ? 'begun.shadow' : 'begun.acts')}</Tag>
          ),
        },
        {
          header: speech.t('begun.last-run'),
          cell: ({ service }) => {
            const run = lastOf(service)
            return run ? <Moment at={run.begunAt}>{speech.dateTime(run.begunAt)}</Moment> : speech.t('begun.never')
          },
        },
      ]}
    />
  )
}

function Feeds({ context, feeds, mayRead }: { context: Context; mayRead: boolean } & Pick<Listed, 'feeds'>) {
  const { speech, world } = context
  const stateOf = ({ problem, problemSince, readAt }: Listed['feeds'][number]) => {
    if (problem === null) return speech.t(readAt === null ? 'begun.feed.not-read' : 'begun.feed.well')
    const key = speech.has(`begun.feed.${problem}`) ? problem : 'away'
    return speech.t(`begun.feed.${key}`, { since: speech.dateTime(problemSince!), problem })
  }
  return (
    <Table
      caption={speech.t('begun.feeds')}
      captionHidden
      stack
      rows={feeds}
      columns={[
        {
          header: speech.t('begun.feed-head'),
          main: true,
          cell: ({ register, feed }) => (
            <span>
              {world.country.registerName(register, speech.language)}
              <span class="soft">: {world.country.feedName(register, feed, speech.language)}</span>
            </span>
          ),
        },
        {
          header: speech.t('begun.feed-state'),
          cell: (feed) => (
            <span>
              {feed.problem === null ? null : (
                <>
                  <Tag tone="refused">{speech.t('begun.feed.trouble')}</Tag>{' '}
                </>
              )}
              {stateOf(feed)}
            </span>
          ),
        },
        {
          header: speech.t('begun.read-at'),
          cell: ({ readAt }) =>
            readAt === null ? speech.t('begun.never') : <Moment at={readAt}>{speech.dateTime(readAt)}</Moment>,
        },
        ...(mayRead
          ? [
              {
                header: speech.t('begun.anew'),
                cell: ({ register, feed, readAt, anew }: Listed['feeds'][number]) =>
                  readAt === null ? (
                    '–'
                  ) : (
                    <Form action={speech.path(`${PATH}/feeds/${register}/${feed}`)}>
                      <Button look={anew ? 'primary' : 'tertiary'}>
                        {speech.t('begun.anew')}
                        <span class="hidden-visually">
                          : {world.country.registerName(register, speech.language)},{' '}
                          {world.country.feedName(register, feed, speech.language)}
                        </span>
                      </Button>
                    </Form>
                  ),
              },
            ]
          : []),
      ]}
    />
  )
}

function Runs({ context: { speech }, items, nameOf }: Shown & Pick<Listed, 'items'>) {
  return (
    <Table
      caption={speech.t('begun.runs')}
      captionHidden
      stack
      rows={items}
      columns={[
        { header: speech.t('begun.service'), main: true, cell: ({ service }) => nameOf(service) },
        {
          header: speech.t('begun.at'),
          cell: ({ begunAt }) => <Moment at={begunAt}>{speech.dateTime(begunAt)}</Moment>,
        },
        { header: speech.t('begun.selected'), number: true, cell: ({ selected }) => speech.number(selected) },
        { header: speech.t('begun.withdrawn'), number: true, cell: ({ withdrawn }) => speech.number(withdrawn) },
        { header: speech.t('begun.version'), number: true, cell: ({ version }) => speech.number(version) },
      ]}
    />
  )
}
