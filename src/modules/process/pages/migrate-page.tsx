import type { z } from 'zod'
import {
  answerPost,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { Button, Buttons, Field, Form, Notice, Section, Table, Tag, uiWords } from '../../../ui/index.ts'
import type { Drawing } from '../model/drawing.ts'
import { migrateCases, planMigration } from '../use/migrate-cases.ts'
import { administrationFrame } from './administration-frame.tsx'
import { Element } from './element.tsx'
import { ReasonField } from './reason-field.tsx'
import { idOf, versionsOf } from './service-page.tsx'

type Plan = z.output<typeof planMigration.output>

export const migratePages = [
  page('GET /administration/services/:definition/migrate', ['drawings'], (context) =>
    show(context, new URLSearchParams()),
  ),
  page('POST /administration/services/:definition/migrate', ['drawings'], async (context) => {
    const form = await context.form()
    const migration = { from: idOf(context), to: form.get('to') ?? '', mapping: mappingOf(form) }
    const plan = () => context.perform(planMigration, migration)
    return answerPost(context, {
      form: 'migrate',
      async does(_posted, { key }) {
        // a look at what would happen, before it is done
        if (form.get('act') !== 'move') return show(context, form, await plan())
        const done = await context.perform(migrateCases, { ...migration, reason: form.get('reason') ?? '' }, key)
        return `/administration/services/${encodeURIComponent(migration.to)}?done=${done.goingOn ? 'migrating' : 'migrated'}`
      },
      again: async (typed) => show(context, form, form.get('act') === 'move' ? await plan() : undefined, typed),
    })
  }),
]

/** Fields `map.<old element>` hold new elements. */
const mappingOf = (form: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    [...form]
      .filter(([name, value]) => name.startsWith('map.') && value !== '')
      .map(([name, value]) => [name.slice(4), value]),
  )

async function show(
  context: PageContext<'drawings'>,
  form: URLSearchParams,
  plan?: Plan,
  typed: Typed = NOTHING_TYPED,
): Promise<View> {
  const { speech, world } = context
  const { version, others } = await versionsOf(context)
  const words = uiWords(speech.t)
  const to = form.get('to') ?? others[0]?.id ?? ''
  const drawn = (definition: string) => world.drawings.of(definition, speech.language)
  const [old, next] = [await drawn(version.id), await drawn(to)]
  return administrationFrame(context, {
    title: speech.t('process.migrate'),
    caption: version.id,
    back: { href: `/administration/services/${encodeURIComponent(version.id)}`, text: version.id },
    typed,
    body: (
      <>
        <p class="lead">{speech.t('process.migrate-lead', { count: version.running })}</p>
        {plan ? <Planned context={context} plan={plan} old={old} /> : null}
        <Form action={speech.path(`/administration/services/${encodeURIComponent(version.id)}/migrate`)}>
          <input type="hidden" name="key" value={context.formKey()} />
          <Field
            kind="choice"
            name="to"
            asList
            label={speech.t('process.migrate-to')}
            value={to}
            error={typed.faults['to']}
            words={words}
            options={others.map((other) => ({ value: other.id, text: other.id }))}
          />
          {old && next ? mappingFields(context, old, next, form, plan) : null}
          <Buttons>
            <Button name="act" value="check" look={plan && plan.moving > 0 ? 'secondary' : 'primary'}>
              {speech.t(plan ? 'process.check-again' : 'process.check')}
            </Button>
          </Buttons>
          {plan && plan.moving > 0 ? (
            <>
              <ReasonField speech={speech} typed={{ ...typed, values: { reason: form.get('reason') ?? '' } }} />
              <Buttons>
                <Button name="act" value="move" danger>
                  {speech.t('process.migrate-now', { count: plan.moving })}
                </Button>
              </Buttons>
            </>
          ) : null}
        </Form>
      </>
    ),
  })
}

function Planned({ context: { speech }, plan, old }: { context: PageContext; plan: Plan; old: Drawing | undefined }) {
  return (
    <Section title={speech.t('process.dry-run')}>
      <Notice tone={plan.staying > 0 ? 'waits' : 'done'}>
        <p>
          {speech.t('process.plan-moving', { count: plan.moving })}{' '}
          {plan.staying > 0 ? speech.t('process.plan-staying', { count: plan.staying }) : ''}
        </p>
      </Notice>
      {plan.problems.length > 0 ? (
        <Table
          caption={speech.t('process.plan-problems')}
          stack
          rows={plan.problems}
          tone={(item) => (item.severity === 'error' ? 'refused' : 'waits')}
          columns={[
            {
              header: speech.t('process.element'),
              main: true,
              cell: (item) => (
                <Element id={item.element} name={old?.elements.find((each) => each.id === item.element)?.name} />
              ),
            },
            {
              header: speech.t('process.severity'),
              cell: (item) => (
                <Tag tone={item.severity === 'error' ? 'refused' : 'waits'}>
                  {speech.t(`process.severity-${item.severity}`)}
                </Tag>
              ),
            },
            {
              header: speech.t('process.cause'),
              cell: (item) => `${item.message}${item.remedy ? ` — ${item.remedy}` : ''}`,
            },
            { header: speech.t('process.cases-count'), number: true, cell: (item) => speech.number(item.cases) },
            { header: speech.t('process.examples'), cell: (item) => item.examples.join(', ') },
          ]}
        />
      ) : null}
    </Section>
  )
}

/** A choice for each element that keeps cases back, and for those that were chosen before. */
function mappingFields(
  { speech }: PageContext,
  old: Drawing,
  next: Drawing,
  form: URLSearchParams,
  plan: Plan | undefined,
) {
  const asked = new Set([...Object.keys(mappingOf(form)), ...(plan?.problems ?? []).map((problem) => problem.element)])
  return old.elements
    .filter((element) => asked.has(element.id))
    .map((element) => (
      <Field
        kind="choice"
        asList
        optional
        name={`map.${element.id}`}
        label={speech.t('process.becomes', { element: element.name || element.id })}
        value={form.get(`map.${element.id}`) ?? ''}
        words={uiWords(speech.t)}
        options={next.elements
          .filter((each) => each.type === element.type)
          .map((each) => ({ value: each.id, text: `${each.name || each.id} (${each.id})` }))}
      />
    ))
}
