import { datePart } from '../../../../kernel/text/index.ts'
import { dateOf, dayOf, KnownDate } from '../../../../kernel/terms/index.ts'
import { page, type PageContext, type View } from '../../../../platform/http/index.ts'
import { BackLink, EmptyState, PageHeading, Pagination, Table, uiWords, Moment } from '../../../../ui/index.ts'
import { readVisits, type LeftVisit, type Visit } from '../../use/read-visits.ts'
import { officeOf } from './desk-office.ts'

type Context = PageContext<'country' | 'published'>

export const dayPages = [page('GET /desk/day', ['country', 'published'], (context) => show(context))]

/** An inspector's day by the hour: where to go, whom to meet and how to reach them. Printed, it goes along. */
async function show(context: Context): Promise<View> {
  const { speech, query, world, now } = context
  const office = officeOf(context)
  const asked = datePart(query.get('date') ?? '')
  const date = KnownDate.safeParse(asked).success ? asked : speech.isoDate(now)
  const { visits, left } = await context.perform(readVisits, { office, date })
  const services = await world.published.names(
    new Set([...visits, ...left].map(({ service }) => service)),
    speech.language,
  )
  const address = (days: number) => speech.path(`/desk/day?office=${office}&date=${dateOf(dayOf(date) + days)}`)
  const said = `${speech.weekday(date)}, ${speech.date(date)}`
  return {
    title: `${speech.t('desk.day')} · ${said}`,
    wide: true,
    body: (
      <>
        <BackLink href={speech.path(`/desk?office=${office}`)} text={speech.t('desk.queue')} />
        <PageHeading
          caption={world.country.displayName(office, speech.language)}
          title={speech.t('desk.day')}
          lead={said}
        />
        {visits.length === 0 ? (
          <EmptyState title={speech.t('desk.day-empty')}>{speech.t('desk.day-empty-detail')}</EmptyState>
        ) : (
          <Table
            caption={said}
            captionHidden
            stack
            rows={visits}
            columns={[
              {
                header: speech.t('desk.hour'),
                main: true,
                cell: ({ at }: Visit) => <span class="num">{speech.time(at)}</span>,
              },
              {
                header: speech.t('casework.attribute.address'),
                cell: ({ address: where, district }) => (
                  <div>
                    <span dir="auto">{where ?? ''}</span>
                    <small>{world.country.placeName(district, speech.language)}</small>
                  </div>
                ),
              },
              {
                header: speech.t('casework.applicant'),
                cell: ({ applicant, phone }) => (
                  <div>
                    <span dir="auto">{applicant}</span>
                    {phone ? (
                      <small>
                        <a class="num" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
                          {phone}
                        </a>
                      </small>
                    ) : null}
                  </div>
                ),
              },
              {
                header: speech.t('casework.service'),
                cell: ({ application, number, service, movable }) => (
                  <div>
                    <a href={speech.path(`/desk/cases/${application}`)}>{services.get(service) ?? service}</a>
                    <small class="num">{number}</small>
                    {movable ? (
                      <small class="no-print">
                        <a href={speech.path(`/desk/cases/${application}/appointment`)}>
                          {speech.t('applicant.slot.move')}
                          <span class="hidden-visually"> {number}</span>
                        </a>
                      </small>
                    ) : null}
                  </div>
                ),
              },
              {
                header: speech.t('desk.inspector'),
                cell: ({ inspector }) => inspector ?? speech.t('desk.inspector-none'),
              },
            ]}
          />
        )}
        {left.length > 0 ? <LeftHours speech={speech} left={left} services={services} /> : null}
        <Pagination
          words={{
            ...uiWords(speech.t),
            previous: speech.t('desk.day-before'),
            next: speech.t('desk.day-after'),
          }}
          previous={address(-1)}
          next={address(1)}
        />
      </>
    ),
  }
}

interface LeftHoursProps {
  speech: Context['speech']
  left: readonly LeftVisit[]
  services: ReadonlyMap<string, string>
}

/** What somebody may still have on a printed list, or in mind: who is not expected any more, and when they are. */
const LeftHours = ({ speech, left, services }: LeftHoursProps) => (
  <section>
    <h2>{speech.t('desk.hours-left')}</h2>
    <p>{speech.t('desk.hours-left-detail')}</p>
    <Table
      caption={speech.t('desk.hours-left')}
      captionHidden
      stack
      rows={left}
      columns={[
        {
          header: speech.t('desk.hour'),
          main: true,
          cell: ({ at }) => <s class="num">{speech.time(at)}</s>,
        },
        { header: speech.t('casework.applicant'), cell: ({ applicant }) => <span dir="auto">{applicant}</span> },
        {
          header: speech.t('casework.service'),
          cell: ({ application, number, service }) => (
            <div>
              <a href={speech.path(`/desk/cases/${application}`)}>{services.get(service) ?? service}</a>
              <small class="num">{number}</small>
            </div>
          ),
        },
        {
          header: speech.t('desk.hour-instead'),
          cell: ({ instead, leftAt }) => (
            <div>
              {instead ? <Moment at={instead}>{speech.dateTime(instead)}</Moment> : speech.t('desk.hour-given-back')}
              <small>{speech.t('desk.hour-changed', { at: speech.dateTime(leftAt) })}</small>
            </div>
          ),
        },
        { header: speech.t('desk.inspector'), cell: ({ inspector }) => inspector ?? '–' },
      ]}
    />
  </section>
)
