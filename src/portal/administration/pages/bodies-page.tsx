import { administrationFrame } from '../../../modules/process/index.ts'
import { page } from '../../../platform/http/index.ts'
import { Button, Buttons, Columns, EmptyState, Field, Form, Pagination, Table, uiWords } from '../../../ui/index.ts'
import { findBodies } from '../use/find-bodies.ts'

/** Bodies by name, kind and what waits in them, in pages that have an address. */
export const bodiesPage = page('GET /administration/bodies', ['country'], async (context) => {
  const { speech, world, query } = context
  const text = uiWords(speech.t)
  const [words, kind, after] = [
    (query.get('query') ?? '').slice(0, 200),
    query.get('kind') ?? '',
    query.get('after') ?? '',
  ]
  const waits = (['any', 'late'] as const).find((value) => value === query.get('waits'))
  const { items, found, next } = await context.perform(findBodies, {
    query: words,
    ...(kind ? { kind } : {}),
    ...(waits ? { waits } : {}),
    ...(/^[\w-]{1,200}$/.test(after) ? { after } : {}),
  })
  const address = (more: Record<string, string>) =>
    speech.path(
      `/administration/bodies?${new URLSearchParams(
        Object.entries({ query: words, kind, waits: waits ?? '', ...more }).filter(([, value]) => value !== ''),
      )}`,
    )
  return administrationFrame(context, {
    title: speech.t('admin.tab.people'),
    body: (
      <>
        <Form method="get" action={speech.path('/administration/bodies')}>
          <Columns columns={3}>
            <Field kind="text" name="query" optional label={speech.t('admin.body-name')} value={words} words={text} />
            <Field
              kind="choice"
              name="kind"
              optional
              asList
              label={speech.t('admin.body-kind')}
              value={kind}
              words={text}
              options={world.country
                .kinds()
                // one without offices finds nothing
                .filter(({ id }) => world.country.offices().some((office) => office.kind === id))
                .map(({ id }) => ({ value: id, text: world.country.displayName(id, speech.language) }))}
            />
            <Field
              kind="choice"
              name="waits"
              optional
              asList
              label={speech.t('admin.body-waits')}
              value={waits ?? ''}
              words={text}
              options={[
                { value: 'any', text: speech.t('admin.body-waits-any') },
                { value: 'late', text: speech.t('admin.body-waits-late') },
              ]}
            />
          </Columns>
          <Buttons>
            <Button>{speech.t('ui.search')}</Button>
          </Buttons>
        </Form>
        {items.length === 0 ? (
          <EmptyState title={speech.t('admin.bodies-none')} />
        ) : (
          <Table
            caption={speech.t('admin.bodies-found', { count: found })}
            stack
            rows={items}
            tone={({ late }) => (late > 0 ? 'refused' : undefined)}
            columns={[
              {
                header: speech.t('admin.body'),
                main: true,
                cell: (item) => <a href={speech.path(`/administration/bodies/${item.id}`)}>{item.name}</a>,
              },
              { header: speech.t('admin.body-kind'), cell: (item) => item.kindName },
              { header: speech.t('admin.level'), cell: (item) => world.country.levelName(item.level, speech.language) },
              // where nothing waits a card on a narrow screen is two lines shorter
              {
                header: speech.t('admin.waits'),
                number: true,
                cell: (item) => (item.tasks > 0 ? speech.number(item.tasks) : ''),
              },
              {
                header: speech.t('admin.late'),
                cell: (item) =>
                  item.lateSince === null ? (
                    ''
                  ) : (
                    <span class="late">
                      {speech.t('admin.late-since', { count: item.late, date: speech.date(item.lateSince) })}
                    </span>
                  ),
              },
            ]}
          />
        )}
        <Pagination
          words={text}
          {...(next ? { next: address({ after: next }) } : {})}
          {...(after ? { previous: address({}) } : {})}
        />
      </>
    ),
  })
})
