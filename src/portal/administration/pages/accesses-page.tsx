import type { z } from 'zod'
import {
  exportMessage,
  findAccesses,
  findLooks,
  IMPARTIALITY,
  LETTER,
  OWN_LOOK,
} from '../../../modules/exchange/index.ts'
import { administrationFrame, findCases } from '../../../modules/process/index.ts'
import { NOTHING_TYPED, page, type PageContext } from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import {
  Button,
  Buttons,
  Columns,
  EmptyState,
  Field,
  Form,
  Moment,
  Pagination,
  Section,
  Table,
  uiWords,
} from '../../../ui/index.ts'
import { wordsOfQuestions } from '../../what-was-asked.ts'

type Context = PageContext<'country' | 'people' | 'published'>
type Access = z.output<typeof findAccesses.output>['items'][number]
type Look = z.output<typeof findLooks.output>['items'][number]
type Asked = Partial<Record<'number' | 'case', string>>

const PATH = '/administration/accesses'
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** For the auditor: what registers were asked about somebody or for a case, with what proves it, and who opened it here. */
const searchPage = page(`GET ${PATH}`, ['country', 'people', 'published'], async (context) => {
  const { speech, query } = context
  const asked: Asked = {}
  for (const name of ['number', 'case'] as const) {
    const given = (query.get(name) ?? '').trim().slice(0, 60)
    if (given) asked[name] = given
  }
  const after = (name: string) => {
    const given = query.get(name) ?? ''
    return ID.test(given) ? { after: given } : {}
  }
  let faults: Record<string, string> = {}
  const search = await searchOf(context, asked)
  if (search === undefined) faults = { case: speech.t('accesses.no-case') }
  // asked nothing, it refuses by what it says is wanted, after it has looked who asks
  const isAsked = Object.keys(asked).length > 0
  const found =
    search &&
    (await Promise.all([
      context.perform(findAccesses, { ...search, ...after('after') }),
      context.perform(findLooks, { ...search, ...after('looks') }),
    ]).catch((error: unknown): undefined => {
      if (!(error instanceof Refusal) || error.kind !== general['invalid-input']) throw error
      const { problems } = error
      if (isAsked) faults = Object.fromEntries(problems.map((of) => [of.path, speech.t(of.text, of.parameters)]))
    }))
  return administrationFrame(context, {
    title: speech.t('accesses.title'),
    typed: { ...NOTHING_TYPED, faults, status: Object.keys(faults).length > 0 ? 422 : 200 },
    body: (
      <>
        <p class="lead">{speech.t('accesses.lead')}</p>
        <Find context={context} asked={inWords(asked, found)} faults={faults} />
        {found ? await Found(context, asked, ...found) : null}
      </>
    ),
  })
})

/** Question and answer with all that proves them, as a file that `darcha verify` judges. */
const proofPage = page(`GET ${PATH}/:message`, async (context) => {
  const message = context.parameters['message'] ?? ''
  if (!ID.test(message)) throw new Refusal(general['not-found'])
  const proof = await context.perform(exportMessage, { message })
  return new Response(JSON.stringify(proof), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="exchange-${message}.json"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    },
  })
})

export const accessesPages = [searchPage, proofPage]

/** What is typed of an application is its number; its id is what is kept. @returns undefined when there is none such */
async function searchOf(context: Context, asked: Asked): Promise<Asked | undefined> {
  if (asked.case === undefined || ID.test(asked.case)) return asked
  const { items } = await context.perform(findCases, { number: asked.case })
  return items[0] ? { ...asked, case: items[0].id } : undefined
}

/** A link asks by the id of a case: what people know it by is its number. */
const inWords = (asked: Asked, found: readonly { items: readonly (Access | Look)[] }[] | undefined): Asked => {
  const number = found?.flatMap(({ items }) => items.flatMap(({ caseNumber }) => caseNumber ?? []))[0]
  return asked.case !== undefined && ID.test(asked.case) && number ? { ...asked, case: number } : asked
}

const addressOf = (asked: Asked, more: Record<string, string> = {}) =>
  `${PATH}?${new URLSearchParams({ ...asked, ...more } as Record<string, string>)}`

function Find({ context, asked, faults }: { context: Context; asked: Asked; faults: Record<string, string> }) {
  const { speech, world } = context
  const shared = (name: keyof Asked) => ({
    name,
    label: speech.t(`accesses.${name}`),
    optional: true,
    words: uiWords(speech.t),
    ...(asked[name] ? { value: asked[name] } : {}),
    ...(faults[name] ? { error: faults[name] } : {}),
  })
  return (
    <Form method="get" action={speech.path(PATH)}>
      <Columns columns={2}>
        <Field
          kind="text"
          {...shared('number')}
          hint={speech.t('accesses.number-hint', { name: speech.text(world.country.numbers.person.name) })}
        />
        <Field kind="text" {...shared('case')} hint={speech.t('accesses.case-hint')} />
      </Columns>
      <Buttons>
        <Button>{speech.t('ui.search')}</Button>
      </Buttons>
    </Form>
  )
}

async function Found(
  context: Context,
  asked: Asked,
  accesses: { items: Access[]; next: string | null },
  looks: { items: Look[]; next: string | null },
) {
  const { speech, query } = context
  const words = uiWords(speech.t)
  const turn = (name: string, next: string | null) => ({
    words,
    ...(next ? { next: speech.path(addressOf(asked, { [name]: next })) } : {}),
    ...(query.get(name) ? { previous: speech.path(addressOf(asked)) } : {}),
  })
  return (
    <>
      <Section title={speech.t('accesses.registers')}>
        {accesses.items.length === 0 ? (
          <EmptyState title={speech.t('accesses.none')} />
        ) : (
          await Registers(context, accesses.items)
        )}
        <Pagination {...turn('after', accesses.next)} />
      </Section>
      <Section title={speech.t('accesses.openings')}>
        {looks.items.length === 0 ? (
          <EmptyState title={speech.t('accesses.no-openings')} />
        ) : (
          <Openings context={context} items={looks.items} />
        )}
        <Pagination {...turn('looks', looks.next)} />
      </Section>
      <p>
        <a href={speech.path('/administration/looks')}>{speech.t('accesses.unusual')}</a>
      </p>
    </>
  )
}

async function Registers(context: Context, items: readonly Access[]) {
  const { speech, world } = context
  const names = await world.published.names(
    items.map(({ purpose }) => purpose),
    speech.language,
  )
  const words = await wordsOfQuestions(context, items)
  const why = ({ purpose, basis }: Access) => {
    if (purpose === OWN_LOOK) return speech.t('accesses.own-look')
    const name = names.get(purpose) ?? purpose
    if (basis === LETTER || basis === IMPARTIALITY) return `${name} · ${speech.t(`portal.access.${basis}`)}`
    return name
  }
  return (
    <Table
      caption={speech.t('accesses.registers')}
      captionHidden
      stack
      rows={items}
      columns={[
        {
          header: speech.t('accesses.what'),
          main: true,
          cell: (item) => (
            <span>
              {world.country.registerName(item.register, speech.language)}
              {item.evidence === null && item.attributes === null ? null : (
                <span class="soft"> · {words.what(item) ?? item.evidence}</span>
              )}
              {item.status === 'found' ? null : <span class="soft"> · {speech.t(`portal.access.${item.status}`)}</span>}
              {item.surplus === null ? null : (
                <span class="soft"> · {speech.t('portal.access.surplus', { count: item.surplus })}</span>
              )}
              {item.keptAt === null ? null : (
                <span class="soft"> · {speech.t('portal.access.kept', { time: speech.dateTime(item.keptAt) })}</span>
              )}
            </span>
          ),
        },
        { header: speech.t('accesses.number'), cell: ({ subject }) => <span class="num">{subject}</span> },
        {
          header: speech.t('accesses.who'),
          cell: ({ body, actor }) => (
            <span>
              {body === 'portal' ? speech.t('accesses.portal') : world.country.displayName(body, speech.language)}
              {actor.startsWith('person:') ? (
                <>
                  {' '}
                  <a
                    href={speech.path(
                      `/administration/log?official=${encodeURIComponent(actor.slice('person:'.length))}`,
                    )}
                  >
                    {speech.t('accesses.by-person')}
                  </a>
                </>
              ) : (
                <span class="soft"> · {speech.t('accesses.by-itself')}</span>
              )}
            </span>
          ),
        },
        {
          header: speech.t('accesses.why'),
          cell: (item) => (
            <span>
              {why(item)}
              {words.basis(item) === undefined ? null : (
                <span class="soft"> · {speech.t('portal.access.basis', { law: words.basis(item)! })}</span>
              )}
              {item.caseId === null ? null : (
                <>
                  {' · '}
                  <a href={speech.path(`/administration/cases/${item.caseId}`)}>{item.caseNumber}</a>
                </>
              )}
            </span>
          ),
        },
        { header: speech.t('accesses.when'), cell: ({ at }) => <Moment at={at}>{speech.dateTime(at)}</Moment> },
        {
          header: speech.t('accesses.proof'),
          cell: ({ id, message }) =>
            message === null ? (
              speech.t('accesses.no-proof')
            ) : (
              <a href={speech.path(`${PATH}/${message}`)} download>
                {speech.t('accesses.proof-file')}
                <span class="hidden-visually"> {id}</span>
              </a>
            ),
        },
      ]}
    />
  )
}

function Openings({ context, items }: { context: Context; items: readonly Look[] }) {
  const { speech, world } = context
  return (
    <Table
      caption={speech.t('accesses.openings')}
      captionHidden
      stack
      rows={items}
      columns={[
        { header: speech.t('accesses.what'), main: true, cell: ({ what }) => speech.t(`accesses.seen.${what}`) },
        {
          header: speech.t('accesses.who'),
          cell: ({ official, name, body }) => (
            <span>
              <a href={speech.path(`/administration/log?official=${official}`)}>{name}</a>
              {body === '' ? null : ` · ${world.country.displayName(body, speech.language)}`}
            </span>
          ),
        },
        {
          header: speech.t('accesses.why'),
          cell: ({ caseId, caseNumber }) =>
            caseId === null || caseNumber === null ? (
              '–'
            ) : (
              <a href={speech.path(`/administration/cases/${caseId}`)}>{caseNumber}</a>
            ),
        },
        { header: speech.t('accesses.when'), cell: ({ at }) => <Moment at={at}>{speech.dateTime(at)}</Moment> },
      ]}
    />
  )
}
