import type { z } from 'zod'
import { administrationFrame } from '../../../modules/process/index.ts'
import { getOfficial } from '../../../platform/identity/index.ts'
import {
  answerPost,
  NOTHING_TYPED,
  page,
  typedIn,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { shownOf } from '../../../platform/use-case/index.ts'
import {
  Button,
  Buttons,
  dateFromParts,
  Disclosure,
  EmptyState,
  Field,
  FigureNumber,
  Form,
  Section,
  Table,
  uiWords,
  Moment,
} from '../../../ui/index.ts'
import { changeContact } from '../use/change-contact.ts'
import { findBodies } from '../use/find-bodies.ts'
import { endRole, giveRole, ROLES } from '../use/give-role.ts'
import { listRoleHolders, theRoles } from '../use/list-role-holders.ts'
import { showBody } from '../use/show-body.ts'
import { ContactForm } from './contact-form.tsx'
import { ContactRows } from './contact-rows.tsx'

const bodyOf = ({ parameters }: PageContext): string => (parameters['body'] ?? '').slice(0, 200)

export const bodyPages = [
  page('GET /administration/bodies/:body', ['country'], (context) => show(context)),
  page('POST /administration/bodies/:body/roles', ['country'], (context) =>
    answerPost(context, {
      form: 'give',
      async does(posted, { key, shown }) {
        const until = dateFromParts((name) => posted.get(name) ?? undefined, 'until')
        await context.perform(
          giveRole,
          {
            body: bodyOf(context),
            number: (posted.get('number') ?? '').replace(/\s/g, ''),
            role: posted.get('role') ?? '',
            reason: posted.get('reason') ?? '',
            ...(until ? { until } : {}),
          },
          key,
          shown,
        )
        return `/administration/bodies/${bodyOf(context)}?done=given`
      },
      again: (typed) => show(context, typed),
      named: (parts) => rolesNamed(context, parts),
    }),
  ),
  page('POST /administration/bodies/:body/contact', ['country'], (context) =>
    answerPost(context, {
      form: 'contact',
      async does(posted, { key, shown }) {
        const said = (name: string) => posted.get(name)?.trim() || undefined
        await context.perform(
          changeContact,
          {
            body: bodyOf(context),
            address: said('address'),
            hours: said('hours'),
            phone: said('phone'),
            site: said('site'),
            source: posted.get('source') ?? '',
            sourceDate: dateFromParts((name) => posted.get(name) ?? undefined, 'sourceDate') ?? '',
          },
          key,
          shown,
        )
        return `/administration/bodies/${bodyOf(context)}?done=contact`
      },
      again: (typed) => show(context, typed),
      named: () => [context.speech.t('admin.contact.title')],
    }),
  ),
  page('POST /administration/bodies/:body/roles/end', ['country'], (context) =>
    answerPost(context, {
      form: 'end',
      // each role has a form of its own, so what is wrong is said above
      fields: [],
      async does(posted, { shown }) {
        await context.perform(
          endRole,
          {
            body: bodyOf(context),
            person: posted.get('person') ?? '',
            role: posted.get('role') ?? '',
            reason: posted.get('reason') ?? '',
          },
          undefined,
          shown,
        )
        return `/administration/bodies/${bodyOf(context)}?done=ended`
      },
      again: (typed) => show(context, typed),
      named: (parts) => rolesNamed(context, parts),
    }),
  ),
]

const roleName = ({ speech }: PageContext, role: string): string =>
  speech.has(`admin.role.${role}`) ? speech.t(`admin.role.${role}`) : role

/** Roles that another gave, changed or ended first: whose and which. */
const rolesNamed = (context: PageContext, parts: string[]): Promise<string[]> =>
  Promise.all(
    parts.map(async (part) => {
      const [person, role] = part.split(' ') as [string, string]
      return `${(await context.perform(getOfficial, { body: bodyOf(context), person })).name}, ${roleName(context, role)}`
    }),
  )

/** What was just done, and what is said of it. */
const DONE = { given: 'admin.role-given', ended: 'admin.role-ended', contact: 'admin.contact.changed' } as const

async function show(context: PageContext<'country'>, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, world, query } = context
  const body = bodyOf(context)
  const [{ items, former }, shownBody, { items: found }] = await Promise.all([
    context.perform(listRoleHolders, { body }),
    context.perform(showBody, { body }),
    context.perform(findBodies, { query: body }),
  ])
  const load = found.find(({ id }) => id === body)
  const shown = shownOf(theRoles, { items, former })
  const done = query.get('done')
  const ending = typedIn(typed, 'end').values
  return administrationFrame(context, {
    title: world.country.displayName(body, speech.language),
    caption: body,
    back: { href: '/administration/bodies', text: speech.t('admin.tab.people') },
    done: done && Object.hasOwn(DONE, done) ? speech.t(DONE[done as keyof typeof DONE]) : undefined,
    typed,
    body: (
      <>
        {load ? (
          <div class="row" data-wide-gap="">
            <FigureNumber value={speech.number(load.tasks)} name={speech.t('admin.waits')} />
            <FigureNumber
              value={speech.number(load.late)}
              name={speech.t('admin.late')}
              {...(load.late > 0 ? { tone: 'refused' as const } : {})}
            />
          </div>
        ) : null}
        <Section title={speech.t('admin.roles')}>
          {items.length === 0 ? (
            <EmptyState title={speech.t('admin.roles-none')} />
          ) : (
            <Table
              caption={speech.t('admin.roles')}
              captionHidden
              stack
              rows={items}
              columns={[
                {
                  header: speech.t('admin.person'),
                  main: true,
                  cell: (item) => holderName(context, item),
                },
                { header: speech.t('admin.role-head'), cell: (item) => roleName(context, item.role) },
                {
                  header: speech.t('admin.role-since'),
                  cell: (item) => <Moment at={item.since}>{speech.date(item.since)}</Moment>,
                },
                {
                  header: speech.t('admin.role-until'),
                  cell: (item) =>
                    item.until ? (
                      <Moment at={item.until}>{speech.dateTime(item.until)}</Moment>
                    ) : (
                      speech.t('admin.role-no-end')
                    ),
                },
                {
                  header: speech.t('admin.role-given-by'),
                  cell: (item) =>
                    `${givenBy(context, item)}${item.standsFor ? ` · ${speech.t('admin.role-stands-for', { name: item.standsFor })}` : ''}`,
                },
                // nobody ends a role of their own
                {
                  header: speech.t('admin.role-end'),
                  cell: (item) =>
                    item.person === context.principal.personId ? (
                      speech.t('admin.role-own')
                    ) : (
                      <EndForm
                        context={context}
                        body={body}
                        item={item}
                        shown={shown}
                        typed={
                          ending['person'] === item.person && ending['role'] === item.role
                            ? (ending['reason'] ?? '')
                            : null
                        }
                      />
                    ),
                },
              ]}
            />
          )}
        </Section>
        <Former context={context} former={former} />
        <p>
          <a href={speech.path(`/administration/systems?body=${encodeURIComponent(body)}`)}>
            {speech.t('systems.of-body')}
          </a>
        </p>
        <div class="no-print">
          <Section title={speech.t('admin.role-give')}>
            <GiveForm context={context} body={body} shown={shown} typed={typedIn(typed, 'give')} />
          </Section>
        </div>
        <Section title={speech.t('admin.contact.title')}>
          <ContactRows context={context} contact={shownBody.contact} />
          <ContactForm context={context} body={shownBody} typed={typed} />
        </Section>
      </>
    ),
  })
}

const holderName = ({ speech }: PageContext, item: { name: string; machine: boolean }): string =>
  item.machine ? `${item.name} · ${speech.t('systems.system')}` : item.name

const givenBy = ({ speech }: PageContext, item: { givenBy: string }): string =>
  ['system', 'demo'].includes(item.givenBy) ? speech.t('admin.role-given-at-start') : item.givenBy

/** Who held roles of the body before; nothing where nobody did. */
const Former = ({
  context,
  former,
}: {
  context: PageContext
  former: z.output<typeof listRoleHolders.output>['former']
}) =>
  former.length === 0 ? null : (
    <Disclosure summary={context.speech.t('admin.roles-former', { count: former.length })}>
      <Table
        caption={context.speech.t('admin.roles-former', { count: former.length })}
        captionHidden
        stack
        rows={former}
        columns={[
          { header: context.speech.t('admin.person'), main: true, cell: (item) => holderName(context, item) },
          { header: context.speech.t('admin.role-head'), cell: (item) => roleName(context, item.role) },
          {
            header: context.speech.t('admin.role-since'),
            cell: (item) => <Moment at={item.since}>{context.speech.date(item.since)}</Moment>,
          },
          {
            header: context.speech.t('admin.role-until'),
            cell: (item) => <Moment at={item.until}>{context.speech.dateTime(item.until)}</Moment>,
          },
          { header: context.speech.t('admin.role-given-by'), cell: (item) => givenBy(context, item) },
        ]}
      />
    </Disclosure>
  )

function EndForm({
  context,
  body,
  item,
  shown,
  typed,
}: {
  context: PageContext
  body: string
  item: { person: string; name: string; role: string }
  shown: string /** The reason that was typed before. */
  typed: string | null
}) {
  const { speech } = context
  return (
    <Disclosure
      summary={
        <>
          {speech.t('admin.role-end')}
          <span class="hidden-visually">
            : {item.name}, {roleName(context, item.role)}
          </span>
        </>
      }
      open={typed !== null}
    >
      <Form action={speech.path(`/administration/bodies/${body}/roles/end`)}>
        <input type="hidden" name="shown" value={shown} />
        <input type="hidden" name="person" value={item.person} />
        <input type="hidden" name="role" value={item.role} />
        <Field
          kind="text"
          name="reason"
          id={`end-${item.person}-${item.role}`}
          label={speech.t('process.reason')}
          maxLength={1000}
          value={typed ?? ''}
          words={uiWords(speech.t)}
        />
        <Buttons>
          <Button look="secondary" danger>
            {speech.t('admin.role-end')}
          </Button>
        </Buttons>
      </Form>
    </Disclosure>
  )
}

function GiveForm({
  context,
  body,
  shown,
  typed,
}: {
  context: PageContext<'country'>
  body: string
  shown: string
  typed: Pick<Typed, 'values' | 'faults'>
}) {
  const { speech } = context
  const words = uiWords(speech.t)
  const given = (name: string) => typed.values[name] ?? ''
  return (
    <Form action={speech.path(`/administration/bodies/${body}/roles`)}>
      <input type="hidden" name="key" value={context.formKey()} />
      <input type="hidden" name="shown" value={shown} />
      <Field
        kind="person-number"
        name="number"
        label={speech.t('admin.person-number')}
        hint={speech.t('admin.person-number-hint', {
          name: speech.text(context.world.country.numbers.person.name),
          example: context.world.country.numbers.person.examples[0]!,
        })}
        value={given('number')}
        error={typed.faults['number']}
        words={words}
      />
      <Field
        kind="choice"
        name="role"
        asList
        label={speech.t('admin.role-head')}
        value={given('role')}
        error={typed.faults['role']}
        words={words}
        options={ROLES.map((role) => ({ value: role, text: speech.t(`admin.role.${role}`) }))}
      />
      <Field
        kind="date"
        name="until"
        optional
        label={speech.t('admin.role-last-day')}
        hint={speech.t('admin.role-last-day-hint')}
        value={dateFromParts((name) => given(name) || undefined, 'until') ?? ''}
        error={typed.faults['until']}
        words={words}
      />
      <Field
        kind="text"
        name="reason"
        label={speech.t('process.reason')}
        hint={speech.t('admin.role-reason-hint')}
        maxLength={1000}
        value={given('reason')}
        error={typed.faults['reason']}
        words={words}
      />
      <Buttons>
        <Button>{speech.t('admin.role-give')}</Button>
      </Buttons>
    </Form>
  )
}
