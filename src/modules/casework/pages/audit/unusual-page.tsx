import type { z } from 'zod'
import {
  answerPost,
  NOTHING_TYPED,
  page,
  typedIn,
  type PageContext,
  type Typed,
} from '../../../../platform/http/index.ts'
import {
  Button,
  Buttons,
  Columns,
  dateFromParts,
  Disclosure,
  EmptyState,
  Field,
  Form,
  Pagination,
  Stack,
  Table,
  Tag,
  uiWords,
  Moment,
} from '../../../../ui/index.ts'
import { administrationFrame } from '../../../process/index.ts'
import { UNUSUAL } from '../../model/judge-look.ts'
import { examineLook, findUnusualLooks } from '../../use/unusual-looks.ts'

type Context = PageContext<'country' | 'published'>
type Item = z.output<typeof findUnusualLooks.output>['items'][number]
type Asked = Partial<Record<'reason' | 'official' | 'body' | 'from' | 'until', string>>

const PATH = '/administration/looks'
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Looks of officials that an auditor should see, with why, and a way to say that one was examined. */
export const unusualPages = [
  page(`GET ${PATH}`, ['country', 'published'], (context) => show(context)),
  page(`POST ${PATH}`, ['country', 'published'], (context) =>
    answerPost(context, {
      form: 'examine',
      async does(posted, { key }) {
        const given = { look: posted.get('look') ?? '', note: posted.get('note') ?? '' }
        const { id } = await context.perform(examineLook, given, key)
        return addressOf(askedOf(context), { ...pageOf(context), done: id })
      },
      mends: (refusal) => [409, 422].includes(refusal.kind.status),
      again: (typed) => show(context, atItsRow(typed)),
    }),
  ),
]

/** A note that was refused belongs to the row of its look, in whose field it stands with what was wrong. */
function atItsRow(typed: Typed): Typed {
  const { note, ...faults } = typed.faults
  return note === undefined ? typed : { ...typed, faults: { ...faults, [fieldOf(typed.values['look'] ?? '')]: note } }
}

const fieldOf = (look: string): string => `note-${look}`

/** The page of the list that was shown. */
const pageOf = ({ query }: Context): { after?: string } => {
  const after = query.get('after')
  return after ? { after } : {}
}

/** What the form or a link asks for; what is empty or wrong narrows nothing. */
function askedOf({ query, world }: Context): Asked {
  const asked: Asked = {}
  const reason = query.get('reason') ?? ''
  if ((UNUSUAL as readonly string[]).includes(reason)) asked.reason = reason
  const official = query.get('official') ?? ''
  if (ID.test(official)) asked.official = official
  const body = query.get('body') ?? ''
  if (world.country.findOffice(body)) asked.body = body
  for (const name of ['from', 'until'] as const) {
    const date = dateFromParts((part) => query.get(part) ?? undefined, name) ?? query.get(name)
    if (date && /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date))) asked[name] = date
  }
  return asked
}

const addressOf = (asked: Asked, more: Record<string, string> = {}): string => {
  const query = new URLSearchParams({ ...asked, ...more } as Record<string, string>)
  return query.size > 0 ? `${PATH}?${query}` : PATH
}

async function show(context: Context, typed: Typed = NOTHING_TYPED) {
  const { speech, query, world } = context
  const asked = askedOf(context)
  const { after } = pageOf(context)
  const { items, next } = await context.perform(findUnusualLooks, { ...asked, ...pageOf(context) } as never)
  const names = await world.published.names(
    items.flatMap(({ service }) => service ?? []),
    speech.language,
  )
  return administrationFrame(context, {
    title: speech.t('unusual.title'),
    ...(ID.test(query.get('done') ?? '') ? { done: speech.t('unusual.done') } : {}),
    typed,
    body: (
      <>
        <p class="lead">{speech.t('unusual.lead')}</p>
        <Narrow context={context} asked={asked} />
        {items.length === 0 ? (
          <EmptyState title={speech.t('unusual.none')} />
        ) : (
          <>
            <Found context={context} asked={asked} items={items} names={names} typed={typed} />
            <Pagination
              words={uiWords(speech.t)}
              {...(next ? { next: speech.path(addressOf(asked, { after: next })) } : {})}
              {...(after ? { previous: speech.path(addressOf(asked)) } : {})}
            />
          </>
        )}
      </>
    ),
  })
}

/** A letter that was printed for what is not filed yet bears a number that is no case's. */
const logOf = ({ what, caseId, caseNumber }: Item) => (what === 'person' ? caseId : caseNumber)

const Narrow = ({ context, asked }: { context: Context; asked: Asked }) => {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const given = (name: keyof Asked) => (asked[name] ? { value: asked[name] } : {})
  return (
    <Disclosure summary={speech.t('unusual.narrow')} open={Object.keys(asked).length > 0}>
      <Form method="get" action={speech.path(PATH)}>
        {asked.official ? <input type="hidden" name="official" value={asked.official} /> : null}
        <Columns columns={2}>
          <Field
            kind="choice"
            name="reason"
            label={speech.t('unusual.reason')}
            optional
            asList
            words={words}
            {...given('reason')}
            options={UNUSUAL.map((value) => ({ value, text: speech.t(`unusual.why.${value}`) }))}
          />
          <Field
            kind="choice"
            name="body"
            label={speech.t('log.body')}
            optional
            asList
            words={words}
            {...given('body')}
            options={world.country
              .offices()
              .map(({ id }) => ({ value: id, text: world.country.displayName(id, speech.language) }))}
          />
        </Columns>
        <Columns columns={2}>
          <Field kind="date" name="from" label={speech.t('log.from')} optional words={words} {...given('from')} />
          <Field kind="date" name="until" label={speech.t('log.until')} optional words={words} {...given('until')} />
        </Columns>
        <Buttons>
          <Button>{speech.t('ui.search')}</Button>
          {asked.official ? <a href={speech.path(PATH)}>{speech.t('unusual.everybody')}</a> : null}
        </Buttons>
      </Form>
    </Disclosure>
  )
}

const Found = ({
  context,
  asked,
  items,
  names,
  typed,
}: {
  context: Context
  asked: Asked
  items: readonly Item[]
  names: ReadonlyMap<string, string>
  typed: Typed
}) => {
  const { speech, world } = context
  return (
    <Table
      caption={speech.t('unusual.title')}
      captionHidden
      stack
      rows={items}
      columns={[
        {
          header: speech.t('unusual.reason'),
          main: true,
          cell: (item) => (
            <Stack gap="small">
              <span>
                {item.reasons.map((reason) => (
                  <>
                    <Tag tone={item.examined ? 'neutral' : 'waits'}>
                      {speech.t(`unusual.of.${reason}`, { count: item.people })}
                    </Tag>{' '}
                  </>
                ))}
              </span>
              <Examined context={context} asked={asked} item={item} typed={typed} />
            </Stack>
          ),
        },
        {
          header: speech.t('log.who'),
          cell: (item) => (
            <span>
              <a href={speech.path(addressOf({ ...asked, official: item.official }))}>{item.name}</a>
              <br />
              <span class="soft small">
                {speech.has(`admin.role.${item.role}`) ? speech.t(`admin.role.${item.role}`) : item.role} ·{' '}
                {world.country.displayName(item.body, speech.language)}
              </span>
            </span>
          ),
        },
        {
          header: speech.t('unusual.what'),
          cell: (item) => (
            <span>
              {speech.t(`unusual.looked.${item.what}`, { count: item.people })}
              {item.caseNumber ? (
                <>
                  {' · '}
                  <a class="num" href={speech.path(`/administration/log?case=${logOf(item)}`)}>
                    {item.caseNumber}
                  </a>
                </>
              ) : null}
              {item.service ? <span class="soft small"> {names.get(item.service)}</span> : null}
            </span>
          ),
        },
        {
          header: speech.t('log.at'),
          cell: (item) => {
            const day = world.country.localDate(item.at)
            const log = new URLSearchParams({ official: item.official, from: day, until: day })
            return (
              <span>
                <Moment at={item.at}>{speech.dateTime(item.at)}</Moment>
                <br />
                <a class="small" href={speech.path(`/administration/log?${log}`)}>
                  {speech.t('unusual.that-day')}
                  <span class="hidden-visually">: {item.name}</span>
                </a>
              </span>
            )
          },
        },
      ]}
    />
  )
}

/** Who examined it and what they say; else the way to say so. */
const Examined = ({ context, asked, item, typed }: { context: Context; asked: Asked; item: Item; typed: Typed }) => {
  const { speech } = context
  if (item.examined)
    return (
      <span class="small" dir="auto">
        {speech.t('unusual.examined', { name: item.examined.name, time: speech.dateTime(item.examined.at) })}{' '}
        {item.examined.note}
      </span>
    )
  if (item.official === context.principal.personId) return <span class="small">{speech.t('unusual.own')}</span>
  const mine = typedIn(typed, 'examine')
  const fault = mine.faults[fieldOf(item.id)]
  return (
    <Disclosure summary={speech.t('unusual.examine')} open={mine.values['look'] === item.id}>
      <Form action={speech.path(addressOf(asked, pageOf(context)))}>
        <input type="hidden" name="key" value={context.formKey()} />
        <input type="hidden" name="look" value={item.id} />
        <Field
          kind="textarea"
          name="note"
          id={fieldOf(item.id)}
          label={speech.t('unusual.note')}
          words={uiWords(speech.t)}
          {...(mine.values['look'] === item.id && mine.values['note'] ? { value: mine.values['note'] } : {})}
          {...(fault ? { error: fault } : {})}
        />
        <Buttons>
          <Button look="secondary">
            {speech.t('unusual.mark')}
            <span class="hidden-visually">: {item.name}</span>
          </Button>
        </Buttons>
      </Form>
    </Disclosure>
  )
}
