import { saidKey } from '../../../../kernel/case/index.ts'
import { readCaseNumber } from '../../../../kernel/values/index.ts'
import { page, type PageContext, type View } from '../../../../platform/http/index.ts'
import {
  Alert,
  Button,
  EmptyState,
  ErrorSummary,
  FigureNumber,
  PageHeading,
  Pagination,
  Search,
  Tabs,
  uiWords,
} from '../../../../ui/index.ts'
import { heads } from '../../model/roles-held.ts'
import { readWorklist } from '../../use/list-tasks.ts'
import { showDesk, showTeam } from '../../use/show-team.ts'
import { DeskKeys } from './desk-keys-help.tsx'
import { officeOf, ownOffices } from './desk-office.ts'
import { findCase } from './find-case.tsx'
import { InquiriesToAnswer } from './inquiries.tsx'
import { signChosen, type Signed } from './sign-chosen.ts'
import { signList } from './sign-list.tsx'
import { WorklistTable } from './worklist-table.tsx'
import { readView, type DeskView } from './worklist-view.ts'

export const worklistPages = [
  page('GET /desk', ['country', 'demoNumbers', 'published'], (context) =>
    context.query.get('q') === null ? show(context) : findCase(context),
  ),
  page('POST /desk/sign', ['country', 'demoNumbers', 'published'], async (context) =>
    show(context, await signChosen(context, officeOf(context))),
  ),
]

async function show(context: PageContext<'country' | 'demoNumbers' | 'published'>, signed?: Signed): Promise<View> {
  const { speech, query, world, principal } = context
  const office = officeOf(context)
  const head = heads(principal, office)
  const view = readView(query, head)
  const [list, desk, team] = await Promise.all([
    context.perform(readWorklist, {
      office,
      ...(head ? {} : { role: 'officer' }),
      ...view.filter,
      ...(view.after ? { after: view.after } : {}),
    }),
    context.perform(showDesk, { office }),
    head ? context.perform(showTeam, { office }) : undefined,
  ])
  const ids = new Set([
    ...list.items.map((item) => item.service),
    ...desk.services.map((service) => service.service),
    ...(view.service ? [view.service] : []),
  ])
  // a process that belongs to no service has no name that people know
  const services = new Map(
    [...(await world.published.names(ids, speech.language))].map(([id, name]) => [
      id,
      name === id ? speech.t('process.begun-service') : name,
    ]),
  )
  const address = (changes: Partial<DeskView>) => speech.path(`/desk?${view.address(office, changes)}`)
  const holders = new Map(team?.people.map((person) => [person.person, person.name]))
  const signing =
    view.whose === 'sign' && list.items.length > 0
      ? await signList({ context, office, view, signed: signed !== undefined })
      : undefined
  const nothing = (
    <EmptyState title={speech.t('desk.empty')}>
      <p>{speech.t(view.narrowed ? 'desk.empty-filter' : 'desk.empty-detail')}</p>
      {/* whoever tries the demonstration comes here first, and nothing comes by itself */}
      {!view.narrowed && world.demoNumbers[0] ? (
        <p>{speech.t('desk.empty-demo', { name: speech.text(world.demoNumbers[0].name) })}</p>
      ) : null}
    </EmptyState>
  )
  const faults = signed && signed.chosen === 0 ? [{ text: speech.t('desk.sign-none') }] : []
  return {
    title: speech.t('desk.queue'),
    wide: true,
    scripts: ['desk-keys.js', ...(signing ? ['sign-list.js'] : [])],
    status: faults.length > 0 ? 422 : 200,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faults} />
        <Said context={context} signed={signed} />
        <div class="row" data-apart="">
          <PageHeading caption={world.country.displayName(office, speech.language)} title={speech.t('desk.queue')} />
          <Search
            action={speech.path('/desk')}
            label={speech.t('desk.search')}
            button={speech.t('ui.search')}
            look="secondary"
          />
        </div>
        {ownOffices(context).length > 1 ? (
          <Tabs
            label={speech.t('casework.office')}
            tabs={ownOffices(context).map((ownOffice) => ({
              href: speech.path(`/desk?office=${ownOffice}`),
              text: world.country.displayName(ownOffice, speech.language),
              current: ownOffice === office,
            }))}
          />
        ) : null}
        <div class="row" data-apart="">
          <div class="row" data-wide-gap="">
            <FigureNumber
              value={speech.number(desk.today)}
              name={speech.t('desk.due-today')}
              href={address({ due: 'today' })}
              {...(desk.today > 0 ? { tone: 'waits' as const } : {})}
            />
            <FigureNumber
              value={speech.number(desk.week)}
              name={speech.t('desk.this-week')}
              href={address({ due: 'week' })}
            />
            <FigureNumber
              value={speech.number(desk.late)}
              name={speech.t('desk.late')}
              href={address({ due: 'late' })}
              {...(desk.late > 0 ? { tone: 'refused' as const } : {})}
            />
          </div>
          <p class="row">
            <a href={speech.path(`/desk/day?office=${office}`)}>{speech.t('desk.day')}</a>
            <a href={speech.path(`/desk/letters?office=${office}`)}>{speech.t('desk.letters.title')}</a>
            {head ? <a href={speech.path(`/desk/team?office=${office}`)}>{speech.t('desk.team-load')}</a> : null}
          </p>
        </div>
        <InquiriesToAnswer context={context} inquiries={desk.inquiries} />
        <Tabs
          label={speech.t('desk.queue')}
          tabs={[
            {
              href: address({ whose: undefined, person: undefined }),
              text: speech.t('ui.all'),
              current: !view.whose && !view.person,
            },
            {
              href: address({ whose: 'mine', person: undefined }),
              text: speech.t('desk.mine'),
              current: view.whose === 'mine',
              count: speech.number(desk.mine),
            },
            {
              href: address({ whose: 'unclaimed', person: undefined }),
              text: speech.t('desk.unclaimed'),
              current: view.whose === 'unclaimed',
              count: speech.number(desk.unclaimed),
            },
            ...(head
              ? [
                  {
                    href: address({ whose: 'sign', person: undefined }),
                    text: speech.t('desk.to-sign'),
                    current: view.whose === 'sign',
                    count: speech.number(desk.toSign),
                  },
                ]
              : []),
          ]}
        />
        <Narrowing
          context={context}
          view={view}
          office={office}
          services={desk.services.map(({ service, tasks }) => ({ id: service, name: services.get(service)!, tasks }))}
          holders={holders}
          address={address}
        />
        {list.items.length === 0
          ? nothing
          : (signing ?? (
              <WorklistTable
                context={context}
                tasks={list.items}
                services={services}
                applicants={list.applicants}
                hearings={list.hearings}
                holders={holders}
              />
            ))}
        <Pagination
          words={uiWords(speech.t)}
          {...(list.next ? { next: address({ after: list.next }) } : {})}
          {...(view.after ? { previous: address({}) } : {})}
        />
        <DeskKeys context={context} />
      </>
    ),
  }
}

/** What was just done, with the way back to it. */
function Said({ context: { speech, query }, signed }: { context: PageContext; signed: Signed | undefined }) {
  const done = /^[0-9a-f-]{36}$/.test(query.get('done') ?? '') ? query.get('done') : undefined
  const number = readCaseNumber(query.get('number') ?? '')
  const key = saidKey(query.get('said') ?? '')
  const title = key ? speech.t('desk.recorded', { said: speech.t(key) }) : speech.t('desk.decided')
  if (query.get('done') === 'begun') return <Alert title={title}>{''}</Alert>
  if (signed && signed.chosen > 0)
    return (
      <Alert
        tone={signed.failed.length > 0 ? 'waits' : 'done'}
        title={speech.t('desk.signed', { count: signed.signed })}
      >
        {signed.failed.length > 0 ? (
          <>
            <p>{speech.t('desk.not-signed', { count: signed.failed.length })}</p>
            <ul>
              {signed.failed.map((item) => (
                <li>
                  <span class="num">{item.number}</span>: {item.text}
                </li>
              ))}
            </ul>
          </>
        ) : (
          ''
        )}
      </Alert>
    )
  return done ? (
    <Alert title={title}>
      <p>
        <a href={speech.path(`/desk/cases/${done}`)}>
          {number ? speech.t('desk.case', { number }) : speech.t('desk.open-case')}
        </a>
      </p>
    </Alert>
  ) : null
}

interface NarrowingProps {
  context: PageContext
  view: DeskView
  office: string
  services: { id: string; name: string; tasks: number }[]
  holders: Map<string, string>
  address(changes: Partial<DeskView>): string
}

/** By service, and what is narrowed by now, each with a way to take it back. */
function Narrowing({ context: { speech }, view, office, services, holders, address }: NarrowingProps) {
  const shown = [
    ...(view.due
      ? [
          {
            text: speech.t(
              view.due === 'late' ? 'desk.late' : view.due === 'today' ? 'desk.due-today' : 'desk.this-week',
            ),
            href: address({ due: undefined }),
          },
        ]
      : []),
    ...(view.person
      ? [{ text: holders.get(view.person) ?? speech.t('desk.person'), href: address({ person: undefined }) }]
      : []),
  ]
  const others = Object.entries({ office, whose: view.whose, due: view.due, person: view.person }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return (
    <>
      {shown.length > 0 ? (
        <p class="row">
          {shown.map((item) => (
            <span>
              <strong>{item.text}</strong>{' '}
              <a href={item.href}>
                {speech.t('desk.show-all')}
                <span class="hidden-visually"> ({item.text})</span>
              </a>
            </span>
          ))}
        </p>
      ) : null}
      {services.length > 1 || view.service ? (
        <form class="row no-print" method="get" action={speech.path('/desk')}>
          {others.map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <label for="service">{speech.t('desk.by-service')}</label>
          <select class="ds-input" id="service" name="service">
            <option value="">{speech.t('ui.all')}</option>
            {services.map((service) => (
              <option value={service.id} {...(service.id === view.service ? { selected: true } : {})}>
                {service.name} ({service.tasks})
              </option>
            ))}
          </select>
          <Button look="secondary">{speech.t('desk.show')}</Button>
        </form>
      ) : null}
    </>
  )
}
