import type { z } from 'zod'
import { administrationFrame } from '../../../modules/process/index.ts'
import { measureTrigger } from '../../../modules/proactive/index.ts'
import { NOTHING_TYPED, page, type PageContext } from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { Button, Buttons, Columns, dateFromParts, EmptyState, Field, Form, Table, uiWords } from '../../../ui/index.ts'

type Context = PageContext<'country' | 'published'>
type Measured = z.output<typeof measureTrigger.output>
type Group = Measured['groups'][number]

const PATH = '/administration/proactive'
const BY = ['group', 'district', 'age'] as const
/** Days that are measured where nobody says others. */
const DAYS = 90

/** How well a trigger's selection meets those who apply by themselves, by group. */
export const measurePage = page(`GET ${PATH}/:service`, ['country', 'published'], async (context) => {
  const { speech, world, query, parameters } = context
  const service = parameters['service'] ?? ''
  const until = dayOf(context, 'until') ?? world.country.localDate(context.now)
  const from =
    dayOf(context, 'from') ??
    new Date(Date.parse(world.country.localDate(context.now)) - DAYS * 86_400_000).toISOString().slice(0, 10)
  const against = (query.get('against') ?? '').slice(0, 100)
  const by = BY.find((known) => known === query.get('by')) ?? 'group'
  let faults: Record<string, string> = {}
  const found = await context
    .perform(measureTrigger, { service, from, until, by, ...(against ? { against } : {}) })
    .catch((error: unknown): undefined => {
      if (!(error instanceof Refusal) || error.kind !== general['invalid-input']) throw error
      faults = Object.fromEntries(error.problems.map(({ path, text, parameters: of }) => [path, speech.t(text, of)]))
    })
  const lines = await world.published.list()
  if (!lines.some(({ id, passport }) => id === service && passport.trigger)) throw new Refusal(general['not-found'])
  const names = await world.published.names(
    lines.map(({ id }) => id),
    speech.language,
  )
  const words = uiWords(speech.t)
  const field = (name: string) => ({ name, label: speech.t(`begun.${name}`), words, error: faults[name] })
  return administrationFrame(context, {
    title: names.get(service) ?? service,
    caption: speech.t('begun.measure'),
    back: { href: PATH, text: speech.t('begun.title') },
    typed: { ...NOTHING_TYPED, faults, status: found ? 200 : 422 },
    body: (
      <>
        <p class="lead">{speech.t(found?.shadow ? 'begun.measure-shadow' : 'begun.measure-lead')}</p>
        <Form method="get" action={speech.path(`${PATH}/${encodeURIComponent(service)}`)}>
          <Columns columns={2}>
            <Field kind="date" {...field('from')} value={from} />
            <Field kind="date" {...field('until')} value={until} />
            <Field
              kind="choice"
              {...field('against')}
              hint={speech.t('begun.against-hint')}
              asList
              optional
              value={against}
              options={[...names]
                .toSorted(([, one], [, other]) => one.localeCompare(other, speech.html))
                .map(([value, text]) => ({ value, text }))}
            />
            <Field
              kind="choice"
              {...field('by')}
              asList
              value={by}
              options={(found?.groupings ?? ['group']).map((value) => ({ value, text: speech.t(`begun.by-${value}`) }))}
            />
          </Columns>
          <Buttons>
            <Button>{speech.t('begun.count')}</Button>
          </Buttons>
        </Form>
        {found === undefined ? null : found.all.selected + found.all.applied === 0 ? (
          <EmptyState title={speech.t('begun.nobody')} />
        ) : (
          <Groups context={context} by={by} found={found} />
        )}
      </>
    ),
  })
})

/** A day of the form; a wrong one is handed on, and refused by name. */
const dayOf = ({ query }: Context, name: string): string | undefined =>
  dateFromParts((part) => query.get(part) ?? undefined, name) ?? query.get(name)?.slice(0, 20)

function Groups({ context, by, found }: { context: Context; by: (typeof BY)[number]; found: Measured }) {
  const { speech, world } = context
  const share = (of: number | null) => (of === null ? '–' : speech.percent(of))
  const nameOf = ({ group }: Group) => {
    if (group === '') return speech.t('begun.not-told')
    if (by === 'district') return world.country.placeName(group, speech.language)
    if (by === 'age') return speech.t('begun.ages', { from: group, until: String(Number(group) + 9) })
    return speech.has(`begun.of.${group}`) ? speech.t(`begun.of.${group}`) : group
  }
  // once it acts, nobody need apply for what is offered to them
  const acting = (of: 'applied' | 'wrong' | 'note') => `${of}${found.shadow ? '' : '-acting'}`
  const count = (of: 'selected' | 'applied' | 'both' | 'missed' | 'wrong') => ({
    header: speech.t(`begun.count-${of === 'applied' || of === 'wrong' ? acting(of) : of}`),
    number: true,
    cell: ({ measure }: { measure: Group }) => speech.number(measure[of]),
  })
  return (
    <Table
      caption={speech.t('begun.measure')}
      note={speech.t(`begun.measure-${acting('note')}`)}
      stack
      rows={[
        { name: speech.t('begun.all'), measure: found.all },
        ...found.groups.map((measure) => ({ name: nameOf(measure), measure })),
      ]}
      columns={[
        {
          header: speech.t(`begun.by-${found.groupings.includes(by) ? by : 'group'}`),
          main: true,
          cell: ({ name }) => name,
        },
        count('selected'),
        count('applied'),
        count('both'),
        {
          header: speech.t('begun.precision'),
          number: true,
          cell: ({ measure }) => share(measure.precision),
        },
        { header: speech.t('begun.recall'), number: true, cell: ({ measure }) => share(measure.recall) },
        count('missed'),
        count('wrong'),
      ]}
    />
  )
}
