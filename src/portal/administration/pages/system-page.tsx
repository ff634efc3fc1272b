import { administrationFrame } from '../../../modules/process/index.ts'
import { endAccess, endKey, endSystemPart, giveAccess, giveKey, showSystem } from '../../../modules/exchange/index.ts'
import { answerPost, NOTHING_TYPED, page, typedIn, type Typed, type View } from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import {
  Button,
  Buttons,
  dateFromParts,
  Disclosure,
  EmptyState,
  Form,
  Notice,
  Section,
  SummaryList,
  Table,
  Moment,
} from '../../../ui/index.ts'
import { KeysSection } from './system-keys.tsx'
import { RightsSection } from './system-rights.tsx'
import { hereOf, idOf, SystemTag, type ShownSystem, type SystemContext } from './system-parts.tsx'

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const NEEDS = ['country', 'exchangeKeys', 'principals'] as const

/** A form of the page, which does something and says that it is done. */
const form = (
  name: string,
  fields: readonly string[],
  does: (context: SystemContext, posted: URLSearchParams, key: string | undefined) => Promise<unknown>,
) =>
  page(`POST /administration/systems/:system/${name}`, NEEDS, (context) =>
    answerPost(context, {
      form: name,
      fields,
      async does(posted, { key }) {
        await does(context, posted, key)
        return `${hereOf(context)}?done=${name}`
      },
      again: (typed) => show(context, typed),
    }),
  )

/** The days of a term as they were typed. */
const term = (posted: URLSearchParams) =>
  Object.fromEntries(
    ['since', 'until'].flatMap((name) => {
      const date = dateFromParts((part) => posted.get(part) ?? undefined, name)
      return date ? [[name, date]] : []
    }),
  )

export const systemPages = [
  page('GET /administration/systems/:system', NEEDS, (context) => show(context)),
  form('give-key', ['publicKey', 'since', 'until', 'earlier'], (context, posted, key) => {
    const earlier = posted.get('earlier') ?? ''
    return context.perform(
      giveKey,
      {
        system: idOf(context),
        publicKey: posted.get('publicKey') ?? '',
        earlierHours: earlier === 'stay' ? null : Number(earlier || 24),
        ...term(posted),
      },
      key,
    )
  }),
  form('end-key', [], (context, posted) =>
    context.perform(endKey, { system: idOf(context), key: posted.get('fingerprint') ?? '' }),
  ),
  form('give-access', ['service', 'since', 'until'], (context, posted, key) =>
    context.perform(giveAccess, { system: idOf(context), service: posted.get('service') ?? '', ...term(posted) }, key),
  ),
  form('end-access', [], (context, posted) =>
    context.perform(endAccess, { system: idOf(context), service: posted.get('service') ?? '' }),
  ),
  form('end', [], async (context) => {
    const { client } = await context.perform(showSystem, { system: idOf(context) })
    return context.perform(endSystemPart, { client })
  }),
]

async function show(context: SystemContext, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, query } = context
  if (!ID.test(idOf(context))) throw new Refusal(general['not-found'])
  const system = await context.perform(showSystem, { system: idOf(context) })
  const done = query.get('done')
  const administers = system.endedAt === null && (await context.may(endSystemPart, { client: system.client }))
  const keyHolds =
    system.keys.length === 0 ? system.memberKey !== null : system.keys.some(({ state }) => state === 'holds')
  const state = system.endedAt !== null ? 'ended' : keyHolds ? 'on' : 'no-key'
  return administrationFrame(context, {
    title: system.name ?? system.client,
    caption: speech.t('systems.title'),
    tags: <SystemTag context={context} state={state} />,
    back: { href: '/administration/systems', text: speech.t('systems.title') },
    done: done && speech.has(`systems.done.${done}`) ? speech.t(`systems.done.${done}`) : undefined,
    typed,
    body: (
      <>
        {state === 'no-key' ? <Notice tone="waits">{speech.t('systems.no-key')}</Notice> : null}
        <Facts context={context} system={system} />
        <KeysSection context={context} system={system} administers={administers} typed={typedIn(typed, 'give-key')} />
        <RightsSection
          context={context}
          system={system}
          administers={administers}
          typed={typedIn(typed, 'give-access')}
        />
        <Section title={speech.t('systems.faults')}>
          <Faults context={context} system={system} />
        </Section>
        {administers ? (
          <Disclosure summary={speech.t('systems.end')}>
            <p>{speech.t('systems.end-how')}</p>
            <Form action={speech.path(`${hereOf(context)}/end`)}>
              <Buttons>
                <Button look="secondary" danger>
                  {speech.t('systems.end-do')}
                </Button>
              </Buttons>
            </Form>
          </Disclosure>
        ) : null}
      </>
    ),
  })
}

function Facts({ context: { speech, world }, system }: { context: SystemContext; system: ShownSystem }) {
  return (
    <SummaryList
      rows={[
        { key: speech.t('systems.field.client'), value: <code>{system.client}</code> },
        {
          key: speech.t('systems.body'),
          value: system.body === null ? '' : world.country.displayName(system.body, speech.language),
        },
        { key: speech.t('systems.account'), value: system.account, note: speech.t('systems.account-note') },
        {
          key: speech.t('systems.let-in-at'),
          value: speech.dateTime(system.namedAt),
          ...(system.namedBy ? { note: system.namedBy } : {}),
        },
        ...(system.endedAt
          ? [
              {
                key: speech.t('systems.ended-at'),
                value: speech.dateTime(system.endedAt),
                ...(system.endedBy ? { note: system.endedBy } : {}),
              },
            ]
          : []),
        {
          key: speech.t('systems.heard'),
          value: system.heardAt === null ? speech.t('systems.never') : speech.dateTime(system.heardAt),
        },
        {
          key: speech.t('systems.told'),
          value: (
            <a href={speech.path(`/administration/webhooks?client=${encodeURIComponent(system.client)}`)}>
              {speech.t('systems.told-do')}
            </a>
          ),
        },
      ]}
    />
  )
}

function Faults({ context: { speech }, system: { faults } }: { context: SystemContext; system: ShownSystem }) {
  if (faults.length === 0) return <EmptyState title={speech.t('systems.faults-none')} />
  const said = ({ fault, status, code }: ShownSystem['faults'][number]): string => {
    if (fault === null) return speech.t('systems.fault.answer', { code: [status, code].filter(Boolean).join(' ') })
    const key = `systems.fault.${fault}`
    return speech.has(key) ? speech.t(key) : fault
  }
  return (
    <Table
      caption={speech.t('systems.faults')}
      captionHidden
      stack
      rows={faults}
      columns={[
        {
          header: speech.t('systems.fault-at'),
          main: true,
          cell: (item) => <Moment at={item.at}>{speech.dateTime(item.at)}</Moment>,
        },
        { header: speech.t('systems.fault-service'), cell: (item) => <code>{item.service}</code> },
        { header: speech.t('systems.fault-what'), cell: said },
        { header: speech.t('systems.fault-message'), cell: (item) => <code class="small">{item.message}</code> },
      ]}
    />
  )
}
