import type { z } from 'zod'
import { administrationFrame } from '../../../modules/process/index.ts'
import { FAULT_DAYS, listSystems, nameSystem, rolesGivenBy, servicesGivenBy } from '../../../modules/exchange/index.ts'
import { officeCalled } from '../../../platform/country/index.ts'
import {
  answerPost,
  NOTHING_TYPED,
  page,
  typedIn,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { Button, Buttons, EmptyState, Field, Form, Section, Table, uiWords, Moment } from '../../../ui/index.ts'
import { KEY_FORMATS, SystemTag } from './system-parts.tsx'

type Context = PageContext<'country' | 'people' | 'exchangeKeys'>
type Listed = z.output<typeof listSystems.output>

const FIELDS = ['name', 'body', 'client', 'publicKey', 'role', 'services'] as const

export const systemsPages = [
  page('GET /administration/systems', ['country', 'people', 'exchangeKeys'], (context) => show(context)),
  page('POST /administration/systems', ['country', 'people', 'exchangeKeys'], (context) => {
    let services: string[] = []
    return answerPost(context, {
      form: 'let-in',
      fields: FIELDS,
      async does(posted, { key }) {
        const given = (name: string) => (posted.get(name) ?? '').trim()
        services = posted.getAll('services').filter(Boolean)
        const { system } = await context.perform(
          nameSystem,
          {
            client: given('client'),
            name: given('name'),
            body: officeCalled(context.world.country, given('body')),
            role: given('role'),
            services,
            ...(given('publicKey') ? { publicKey: given('publicKey') } : {}),
          },
          key,
        )
        return `/administration/systems/${system}?done=let-in`
      },
      again: (typed) => show(context, typed, services),
    })
  }),
]

async function show(context: Context, typed: Typed = NOTHING_TYPED, services: readonly string[] = []): Promise<View> {
  const { speech, world, query } = context
  const { items, bodies } = await context.perform(listSystems, {})
  const body = (query.get('body') ?? '').slice(0, 200)
  const shown = body ? items.filter((item) => item.body === body) : items
  const name = (id: string) => world.country.displayName(id, speech.language)
  return administrationFrame(context, {
    title: speech.t('systems.title'),
    ...(body ? { caption: name(body) } : {}),
    typed,
    body: (
      <>
        <p>{speech.t('systems.lead')}</p>
        <p>
          <a href={speech.path('/administration/webhooks')}>{speech.t('systems.told-link')}</a>
        </p>
        {shown.length === 0 ? (
          <EmptyState title={speech.t('systems.none')} />
        ) : (
          <Table
            caption={speech.t('systems.title')}
            captionHidden
            stack
            rows={shown}
            columns={[
              {
                header: speech.t('systems.system'),
                main: true,
                cell: (item) => (
                  <>
                    <a href={speech.path(`/administration/systems/${item.system}`)}>{item.name ?? item.client}</a>
                    {item.name === null ? null : (
                      <>
                        <br />
                        <code class="small">{item.client}</code>
                      </>
                    )}
                  </>
                ),
              },
              { header: speech.t('systems.body'), cell: (item) => (item.body === null ? '–' : name(item.body)) },
              {
                header: speech.t('systems.state-head'),
                cell: (item) => <SystemTag context={context} state={item.state} />,
              },
              {
                header: speech.t('systems.heard'),
                cell: (item) =>
                  item.heardAt === null ? (
                    speech.t('systems.never')
                  ) : (
                    <Moment at={item.heardAt}>{speech.dateTime(item.heardAt)}</Moment>
                  ),
              },
              {
                header: speech.t('systems.faults-in-days', { count: FAULT_DAYS }),
                number: true,
                cell: (item) => speech.number(item.faults),
              },
            ]}
          />
        )}
        {bodies === null || bodies.length > 0 ? (
          <Section title={speech.t('systems.let-in')}>
            <LetInForm
              context={context}
              bodies={bodies}
              body={body}
              services={services}
              typed={typedIn(typed, 'let-in')}
            />
          </Section>
        ) : null}
      </>
    ),
  })
}

function LetInForm({
  context,
  bodies,
  body,
  services,
  typed: { values, faults },
}: {
  context: Context
  bodies: Listed['bodies']
  body: string
  /** Those that were chosen in the form that was refused. */
  services: readonly string[]
  typed: Pick<Typed, 'values' | 'faults'>
}) {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const field = (name: (typeof FIELDS)[number]) => ({
    name,
    label: speech.t(`systems.field.${name}`),
    error: faults[name],
    words,
  })
  const { instance, memberClass } = world.country.exchange
  const [first] = bodies ?? []
  const roles = rolesGivenBy(context.principal)
  return (
    <Form action={speech.path('/administration/systems')}>
      <input type="hidden" name="key" value={context.formKey()} />
      <Field
        kind="text"
        {...field('name')}
        hint={speech.t('systems.hint.name')}
        maxLength={200}
        value={values['name'] ?? ''}
      />
      {bodies === null ? (
        <Field
          kind="text"
          {...field('body')}
          hint={speech.t('systems.hint.body', {
            example: world.country.displayName(world.country.offices()[0]?.id ?? '', speech.language),
          })}
          maxLength={200}
          value={values['body'] ?? body}
        />
      ) : bodies.length === 1 ? (
        <input type="hidden" name="body" value={first} />
      ) : (
        <Field
          kind="choice"
          {...field('body')}
          value={values['body'] ?? (body || first) ?? ''}
          options={bodies.map((id) => ({ value: id, text: world.country.displayName(id, speech.language) }))}
        />
      )}
      <Field
        kind="text"
        {...field('client')}
        hint={speech.t('systems.hint.client', { example: `${instance}/${memberClass}/…/…` })}
        maxLength={400}
        value={values['client'] ?? ''}
      />
      <Field
        kind="textarea"
        {...field('publicKey')}
        optional
        hint={speech.t('systems.hint.publicKey', { formats: KEY_FORMATS })}
        rows={4}
        maxLength={10_000}
        value={values['publicKey'] ?? ''}
      />
      {roles.length === 1 ? (
        <input type="hidden" name="role" value={roles[0]} />
      ) : (
        <Field
          kind="choice"
          {...field('role')}
          hint={speech.t('systems.hint.role')}
          value={values['role'] ?? 'officer'}
          options={roles.map((role) => ({ value: role, text: speech.t(`admin.role.${role}`) }))}
        />
      )}
      <Field
        kind="choices"
        {...field('services')}
        hint={speech.t('systems.hint.services')}
        values={services}
        options={servicesGivenBy(context.principal).map((service) => ({
          value: service,
          text: speech.t(`systems.service.${service}`),
          hint: <code>{service}</code>,
        }))}
      />
      <Buttons>
        <Button>{speech.t('systems.let-in-do')}</Button>
      </Buttons>
    </Form>
  )
}
