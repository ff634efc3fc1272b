import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { BackLink, Button, Buttons, ErrorSummary, Field, Form, PageHeading, uiWords } from '../../../ui/index.ts'
import { beginFixed, beginMined, beginRound } from '../use/begin-round.ts'
import { listAllDrafts } from '../use/list-drafts.ts'
import { partPath } from './frame.tsx'

/** What a log told, carried through the form. */
const CARRIED = ['times', 'shares', 'before', 'lived', 'waits'] as const
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
      fields: ['service', 'body', 'fix', ...CARRIED],
      async does(posted, { key }) {
        const asked = { service: posted.get('service') ?? '', body: posted.get('body') ?? '' }
        const fix = posted.get('fix') ?? ''
        const [times, shares, before, lived, waits] = CARRIED.map((name) => posted.get(name) ?? '') as [
          string,
          string,
          string,
          string,
          string,
        ]
        if (times !== '' || before !== '' || lived !== '') {
          // another page sends what a log told, and does not know for which body one designs
          const { bodies } = asked.body === '' ? await context.perform(listAllDrafts, {}) : { bodies: [] }
          const body = asked.body || (bodies.length === 1 ? bodies[0]! : '')
          if (body === '')
            throw new Refusal(general['invalid-input'], { problems: [{ path: 'body', text: 'studio.begin.body' }] })
          if (lived !== '') {
            const { id } = await context.perform(beginFixed, { ...asked, body, fix, lived: jsonIn(lived) }, key)
            return partPath(id, 'process')
          }
          const { id } = await context.perform(
            beginMined,
            {
              ...asked,
              body,
              ...(times === '' ? {} : { times: timesIn(times) }),
              ...(waits === '' ? {} : { waits: timesIn(waits) }),
              ...(shares === '' ? {} : { shares: sharesIn(shares) }),
              ...(before === '' ? {} : { before }),
            },
            key,
          )
          return partPath(id, times === '' ? 'overview' : 'process')
        }
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

/** What is no JSON is refused as what it is: no log. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Lines of a flow's id, a space and its share. */
const sharesIn = (text: string): Record<string, number> =>
  Object.fromEntries(Object.entries(timesIn(text)).map(([id, share]) => [id, Number(share)]))

/** Lines of an id, a space and a time. */
const timesIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [, id, time] = /^(\S+) (.+)$/.exec(line.trim()) ?? []
      return id === undefined ? [] : [[id, time!]]
    }),
  )

async function show(context: PageContext<'country'>, typed: Typed): Promise<View> {
  const { speech, world } = context
  const { bodies, services } = await context.perform(listAllDrafts, {})
  const words = uiWords(speech.t)
  const fix = typed.values['fix'] ?? ''
  const way = typed.values['lived']
    ? 'fix'
    : CARRIED.some((name) => typed.values[name])
      ? 'mined'
      : fix === ''
        ? 'round'
        : 'fix'
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
          {CARRIED.map((name) =>
            typed.values[name] ? <input type="hidden" name={name} value={typed.values[name]} /> : null,
          )}
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
