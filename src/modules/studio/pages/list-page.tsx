import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import {
  Button,
  Buttons,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  PageHeading,
  Section,
  Table,
  Tag,
  uiWords,
  Moment,
} from '../../../ui/index.ts'
import { idFrom } from '../model/label-ids.ts'
import { beginDraft } from '../use/begin-draft.ts'
import { listAllDrafts } from '../use/list-drafts.ts'
import { ARCHIVES } from './archive-page.tsx'
import { partPath, STATE_TONES } from './frame.tsx'

export const listPages = [
  page('GET /studio', ['country'], (context) => show(context, NOTHING_TYPED)),
  page('POST /studio', ['country'], (context) =>
    answerPost(context, {
      form: 'begin',
      fields: ['service', 'template', 'body', 'name'],
      async does(posted, { key }) {
        const given = (name: string) => posted.get(name)?.trim() ?? ''
        const isNew = given('how') !== 'next'
        const name = given('name')
        const made = await context.perform(
          beginDraft,
          {
            body: given('body'),
            service: isNew ? given('service') || addressFrom(name) : given('published'),
            ...(isNew ? { template: given('template') } : {}),
            ...(isNew && name
              ? { name: { [context.world.country.languages.sourceOf(context.speech.language)]: name } }
              : {}),
          },
          key,
        )
        return partPath(made.id, 'overview')
      },
      again: (typed) => show(context, typed),
    }),
  ),
]

/** A name for addresses from what people call a service: "Справка о доме" is `spravka-o-dome`. */
const addressFrom = (name: string): string =>
  name === '' ? '' : idFrom(name, new Set(), 'service').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

async function show(context: PageContext<'country'>, { values, faults, status }: Typed): Promise<View> {
  const { speech, world } = context
  const { items, bodies, templates, services } = await context.perform(listAllDrafts, {})
  const words = uiWords(speech.t)
  const bodyOptions = bodies.map((body) => ({ value: body, text: world.country.displayName(body, speech.language) }))
  const asked = (name: string) => ({ name, label: speech.t(`studio.begin.${name}`), error: faults[name], words })
  const whose = (id: string) =>
    bodies.length === 1 ? (
      <input type="hidden" name="body" value={bodies[0]!} />
    ) : (
      <Field kind="choice" {...asked('body')} id={id} options={bodyOptions} value={values['body'] ?? ''} />
    )
  return {
    title: speech.t('studio.title'),
    status,
    wide: true,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOf({ faults })} />
        <PageHeading title={speech.t('studio.title')} lead={speech.t('studio.lead')} />
        <Section title={speech.t('studio.drafts')}>
          {items.length === 0 ? (
            <EmptyState title={speech.t('studio.drafts-none')} />
          ) : (
            <Table
              caption={speech.t('studio.drafts')}
              captionHidden
              stack
              rows={items}
              columns={[
                {
                  header: speech.t('studio.service'),
                  main: true,
                  cell: (item) => <a href={speech.path(partPath(item.id, 'overview'))}>{item.name}</a>,
                },
                {
                  header: speech.t('studio.state.title'),
                  cell: (item) => <Tag tone={STATE_TONES[item.state]}>{speech.t(`studio.state.${item.state}`)}</Tag>,
                },
                {
                  header: speech.t('studio.kind'),
                  cell: (item) =>
                    item.base === null
                      ? speech.t('studio.kind-new')
                      : speech.t('studio.kind-next', { version: item.base }),
                },
                {
                  header: speech.t('studio.body'),
                  cell: (item) => world.country.displayName(item.body, speech.language),
                },
                {
                  header: speech.t('studio.changed'),
                  cell: (item) => <Moment at={item.changedAt}>{speech.dateTime(item.changedAt)}</Moment>,
                },
              ]}
            />
          )}
        </Section>
        <p>
          <a href={speech.path(ARCHIVES)}>{speech.t('studio.archive.all')}</a>
        </p>
        <Section title={speech.t('studio.begin.new')} id="new">
          <Form action={speech.path('/studio')}>
            <input type="hidden" name="key" value={context.formKey()} />
            <input type="hidden" name="how" value="new" />
            {whose('body')}
            <Field
              kind="choice"
              {...asked('template')}
              value={values['template'] ?? templates[0] ?? ''}
              options={templates.map((id) => ({
                value: id,
                text: speech.t(`studio.template.${id}.name`),
                hint: speech.t(`studio.template.${id}.what`),
              }))}
            />
            <Field
              kind="text"
              {...asked('name')}
              hint={speech.t('studio.begin.name-hint')}
              value={values['name'] ?? ''}
              maxLength={300}
            />
            <Field
              kind="text"
              {...asked('service')}
              optional
              hint={speech.t('studio.begin.service-hint')}
              value={values['service'] ?? ''}
              maxLength={100}
            />
            <Buttons>
              <Button>{speech.t('studio.begin.make')}</Button>
            </Buttons>
          </Form>
        </Section>
        {services.length === 0 ? null : (
          <Section title={speech.t('studio.begin.next')} id="next">
            <Form action={speech.path('/studio')}>
              <input type="hidden" name="key" value={context.formKey()} />
              <input type="hidden" name="how" value="next" />
              {whose('body-next')}
              <Field
                kind="choice"
                {...asked('published')}
                asList
                value={values['published'] ?? ''}
                options={services.map(({ id, name, version }) => ({ value: id, text: `${name} (${version})` }))}
              />
              <Buttons>
                <Button look="secondary">{speech.t('studio.begin.open')}</Button>
              </Buttons>
            </Form>
          </Section>
        )}
      </>
    ),
  }
}
