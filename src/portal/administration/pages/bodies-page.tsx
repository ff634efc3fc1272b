import { administrationFrame } from '../../../modules/process/index.ts'
import { page } from '../../../platform/http/index.ts'
import { Button, Buttons, EmptyState, Field, Form, Table, uiWords } from '../../../ui/index.ts'
import { findBodies } from '../use/find-bodies.ts'

export const bodiesPage = page('GET /administration/bodies', ['country'], async (context) => {
  const { speech, world, query } = context
  const [words, kind] = [(query.get('query') ?? '').slice(0, 200), query.get('kind') ?? '']
  const { items, found } = await context.perform(findBodies, { query: words, ...(kind ? { kind } : {}) })
  return administrationFrame(context, {
    title: speech.t('admin.tab.people'),
    body: (
      <>
        <Form method="get" action={speech.path('/administration/bodies')}>
          <Field
            kind="text"
            name="query"
            optional
            label={speech.t('admin.body-name')}
            value={words}
            words={uiWords(speech.t)}
          />
          <Field
            kind="choice"
            name="kind"
            optional
            asList
            label={speech.t('admin.body-kind')}
            value={kind}
            words={uiWords(speech.t)}
            options={world.country
              .kinds()
              .map(({ id }) => ({ value: id, text: world.country.displayName(id, speech.language) }))}
          />
          <Buttons>
            <Button>{speech.t('ui.search')}</Button>
          </Buttons>
        </Form>
        {items.length === 0 ? (
          <EmptyState level={2} title={speech.t('admin.bodies-none')} />
        ) : (
          <Table
            caption={speech.t('admin.bodies-found', { count: found })}
            stack
            rows={items}
            {...(found > items.length ? { note: speech.t('admin.bodies-first', { count: items.length }) } : {})}
            columns={[
              {
                header: speech.t('admin.body'),
                main: true,
                cell: (item) => <a href={speech.path(`/administration/bodies/${item.id}`)}>{item.name}</a>,
              },
              { header: speech.t('admin.body-kind'), cell: (item) => item.kindName },
              { header: speech.t('admin.level'), cell: (item) => world.country.levelName(item.level, speech.language) },
            ]}
          />
        )}
      </>
    ),
  })
})
