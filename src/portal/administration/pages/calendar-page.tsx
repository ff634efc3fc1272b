import { datePart } from '../../../kernel/text/index.ts'
import { administrationFrame } from '../../../modules/process/index.ts'
import { DAY_KINDS } from '../../../platform/country/index.ts'
import {
  answerPost,
  page,
  typedIn,
  NOTHING_TYPED,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import {
  Button,
  Buttons,
  dateFromParts,
  Field,
  Form,
  Pagination,
  Section,
  Table,
  Tag,
  uiWords,
  Moment,
} from '../../../ui/index.ts'
import { changeCalendar } from '../use/change-calendar.ts'
import { showCalendar } from '../use/show-calendar.ts'

export const calendarPages = [
  page('GET /administration/calendar', ['country'], (context) => show(context)),
  page('POST /administration/calendar', ['country'], change),
]

/** Sets a day as a decision says, and shows its year again. */
function change(context: PageContext<'country'>): Promise<View | Response> {
  return answerPost(context, {
    form: 'day',
    async does(form, { key }) {
      const date = (name: string) => dateFromParts((part) => form.get(part) ?? undefined, name) ?? ''
      const day = date('date')
      await context.perform(
        changeCalendar,
        {
          date: day,
          kind: form.get('kind') ?? '',
          name: form.get('name') ?? '',
          source: form.get('source') ?? '',
          sourceDate: date('sourceDate'),
        },
        key,
      )
      return `/administration/calendar?year=${day.slice(0, 4)}&done=set`
    },
    again: (typed) => show(context, typed),
  })
}

async function show(context: PageContext<'country'>, typed?: Typed): Promise<View> {
  const { speech, world, query, now } = context
  const asked = Number(datePart(query.get('year') ?? ''))
  const year =
    Number.isInteger(asked) && asked >= 1990 && asked <= 2100 ? asked : Number(world.country.localDate(now).slice(0, 4))
  const item = await context.perform(showCalendar, { year })
  const words = uiWords(speech.t)
  const source = (of: { source: string | null; demo: boolean }) => (
    // one element: a narrow screen puts what stands in a cell side by side
    <div>
      {of.demo ? <Tag tone="waits">{speech.t('admin.demo')}</Tag> : null}{' '}
      <span class="small">{breakable(of.source ?? '')}</span>
    </div>
  )
  // 5 January 1970 was a Monday
  const weekday = (at: number) => speech.weekday(`1970-01-0${5 + at}`)
  return administrationFrame(context, {
    title: speech.t('admin.calendar-of', { year: String(year) }),
    caption: speech.text(world.country.name),
    typed,
    done: query.get('done') === 'set' ? speech.t('admin.day-set') : undefined,
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
              cell: (day) => <Moment at={day.date}>{`${speech.date(day.date)}, ${speech.weekday(day.date)}`}</Moment>,
            },
            { header: speech.t('admin.day-name'), cell: (day) => day.name },
            { header: speech.t('admin.day-kind'), cell: (day) => speech.t(`admin.day-kind-${day.kind}`) },
            { header: speech.t('admin.source'), cell: (day) => (day.kind === 'moved' ? '' : source(day)) },
          ]}
        />
        {(await context.may(changeCalendar, {})) ? <DayForm context={context} typed={typed} year={year} /> : null}
        <Section title={speech.t('admin.week')}>
          {source({ source: item.weekSource, demo: item.weekDemo })}
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
}

/** Sets one day by a decision, with where it stands and when it was made. */
const DayForm = ({
  context,
  typed = NOTHING_TYPED,
  year,
}: {
  context: PageContext
  typed?: Typed | undefined
  year: number
}) => {
  const { speech } = context
  const words = uiWords(speech.t)
  const { values, faults } = typedIn(typed, 'day')
  const text = (name: string) => ({ name, words, value: values[name] ?? '', error: faults[name] })
  const date = (name: string) => ({
    name,
    words,
    value: dateFromParts((part) => values[part], name) ?? '',
    error: faults[name],
  })
  return (
    <Section title={speech.t('admin.day-change')}>
      <Form action={speech.path(`/administration/calendar?year=${year}`)}>
        <input type="hidden" name="key" value={context.formKey()} />
        <Field kind="date" label={speech.t('admin.day')} {...date('date')} />
        <Field
          kind="choice"
          label={speech.t('admin.day-kind')}
          options={DAY_KINDS.map((kind) => ({ value: kind, text: speech.t(`admin.day-kind-${kind}`) }))}
          {...text('kind')}
        />
        <Field kind="text" label={speech.t('admin.day-name')} {...text('name')} />
        <Field
          kind="text"
          label={speech.t('admin.day-source')}
          hint={speech.t('admin.day-source-hint')}
          {...text('source')}
        />
        <Field kind="date" label={speech.t('admin.day-source-date')} {...date('sourceDate')} />
        <Buttons>
          <Button>{speech.t('admin.day-save')}</Button>
        </Buttons>
      </Form>
    </Section>
  )
}

/** Long addresses may break after their signs, or they are wider than a narrow screen. */
const breakable = (text: string) =>
  text.split(/(?<=[/._-])/).map((part) => (
    <>
      {part}
      <wbr />
    </>
  ))
