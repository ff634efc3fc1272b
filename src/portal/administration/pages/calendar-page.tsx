import { administrationFrame } from '../../../modules/process/index.ts'
import { page } from '../../../platform/http/index.ts'
import { Pagination, Section, Table, Tag, uiWords } from '../../../ui/index.ts'
import { showCalendar } from '../use/show-calendar.ts'

export const calendarPage = page('GET /administration/calendar', ['country'], async (context) => {
  const { speech, world, query, now } = context
  const asked = Number(query.get('year'))
  const year =
    Number.isInteger(asked) && asked >= 1990 && asked <= 2100 ? asked : Number(world.country.localDate(now).slice(0, 4))
  const item = await context.perform(showCalendar, { year })
  const words = uiWords(speech.t)
  const source = (of: { source: string | null; demo: boolean }) => (
    <>
      {of.demo ? <Tag tone="waits">{speech.t('admin.demo')}</Tag> : null}{' '}
      <span class="small">{breakable(of.source ?? '')}</span>
    </>
  )
  // 5 January 1970 was a Monday
  const weekday = (at: number) => speech.weekday(`1970-01-0${5 + at}`)
  return administrationFrame(context, {
    title: speech.t('admin.calendar-of', { year: String(year) }),
    caption: speech.text(world.country.name),
    body: (
      <>
        <p class="lead">{speech.t('admin.calendar-lead', { count: item.workingDays })}</p>
        <Pagination
          words={{ ...words, next: String(year + 1), previous: String(year - 1) }}
          {...(year < 2100 ? { next: speech.path(`/administration/calendar?year=${year + 1}`) } : {})}
          {...(year > 1990 ? { previous: speech.path(`/administration/calendar?year=${year - 1}`) } : {})}
        />
        <Table
          caption={speech.t('admin.calendar-days')}
          stack
          rows={item.days}
          tone={(day) => (day.demo ? 'waits' : undefined)}
          columns={[
            {
              header: speech.t('admin.day'),
              main: true,
              cell: (day) => (
                <time datetime={day.date}>
                  {speech.date(day.date)}, {speech.weekday(day.date)}
                </time>
              ),
            },
            { header: speech.t('admin.day-name'), cell: (day) => day.name },
            { header: speech.t('admin.day-kind'), cell: (day) => speech.t(`admin.day-kind-${day.kind}`) },
            { header: speech.t('admin.source'), cell: (day) => (day.kind === 'moved' ? '' : source(day)) },
          ]}
        />
        <Section title={speech.t('admin.week')}>
          <p>{source({ source: item.weekSource, demo: item.weekDemo })}</p>
          <Table
            caption={speech.t('admin.week')}
            captionHidden
            dense
            rows={item.week.map((day, at) => ({ ...day, at }))}
            columns={[
              { header: speech.t('admin.day'), main: true, cell: (day) => weekday(day.at) },
              {
                header: speech.t('admin.hours'),
                cell: (day) =>
                  day.hours.map((span) => `${span.from}–${span.to}`).join(', ') || speech.t('admin.day-kind-day-off'),
              },
            ]}
          />
        </Section>
      </>
    ),
  })
})

/** Long addresses may break after their signs, or they are wider than a narrow screen. */
const breakable = (text: string) =>
  text.split(/(?<=[/._-])/).map((part) => (
    <>
      {part}
      <wbr />
    </>
  ))
