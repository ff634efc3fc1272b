import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { BackLink, Button, Buttons, ErrorSummary, Field, Form, PageHeading, uiWords } from '../../../ui/index.ts'
import { beginFixed, beginRound } from '../use/begin-round.ts'
import { listAllDrafts } from '../use/list-drafts.ts'
import { partPath } from './frame.tsx'

const HERE = '/studio/services/round'

/**
 * The next round of a service: with the way that its cases really went beside it, or with the fix of a finding done.
 */
export const roundPages = [
  page(`GET ${HERE}`, ['country'], (context) =>
    show(context, {
      ...NOTHING_TYPED,
      values: Object.fromEntries(['service', 'fix'].map((name) => [name, context.query.get(name) ?? ''])),
    }),
  ),
  page(`POST ${HERE}`, ['country'], (context) =>
    answerPost(context, {
      form: 'round',
      fields: ['service', 'body'],
      async does(posted, { key }) {
        const asked = { service: posted.get('service') ?? '', body: posted.get('body') ?? '' }
        const fix = posted.get('fix') ?? ''
        const { id } =
          fix === ''
            ? await context.perform(beginRound, asked, key)
            : await context.perform(beginFixed, { ...asked, fix }, key)
        return partPath(id, fix === '' ? 'overview' : 'process')
      },
      again: (typed) => show(context, typed),
    }),
  ),
]

async function show(context: PageContext<'country'>, typed: Typed): Promise<View> {
  const { speech, world } = context
  const { bodies, services } = await context.perform(listAllDrafts, {})
  const words = uiWords(speech.t)
  const fix = typed.values['fix'] ?? ''
  const way = fix === '' ? 'round' : 'fix'
  const asked = (name: string, label: string) => ({ name, label, error: typed.faults[name], words })
  return {
    title: speech.t(`studio.${way}.title`),
    status: typed.status,
    wide: true,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOf(typed)} />
        <BackLink href={speech.path('/studio')} text={speech.t('studio.title')} />
        <PageHeading title={speech.t(`studio.${way}.title`)} lead={speech.t(`studio.${way}.lead`)} />
        <Form action={speech.path(HERE)}>
          <input type="hidden" name="key" value={context.formKey()} />
          <input type="hidden" name="fix" value={fix} />
          <Field
            kind="choice"
            {...asked('service', speech.t('studio.begin.published'))}
            asList
            value={typed.values['service'] ?? ''}
            options={services.map(({ id, name, version }) => ({ value: id, text: `${name} (${version})` }))}
          />
          {bodies.length === 1 ? (
            <input type="hidden" name="body" value={bodies[0]!} />
          ) : (
            <Field
              kind="choice"
              {...asked('body', speech.t('studio.begin.body'))}
              value={typed.values['body'] ?? ''}
              options={bodies.map((body) => ({ value: body, text: world.country.displayName(body, speech.language) }))}
            />
          )}
          <Buttons>
            <Button>{speech.t(`studio.${way}.begin`)}</Button>
          </Buttons>
        </Form>
      </>
    ),
  }
}
