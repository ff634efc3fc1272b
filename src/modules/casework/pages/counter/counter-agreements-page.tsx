import type { z } from 'zod'
import {
  answerPost,
  NOTHING_TYPED,
  page,
  typedIn,
  type PageContext,
  type Typed,
} from '../../../../platform/http/index.ts'
import {
  Alert,
  BackLink,
  Button,
  Buttons,
  Card,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  PageHeading,
  Stack,
  SummaryList,
  Tag,
  uiWords,
} from '../../../../ui/index.ts'
import type { Listed } from '../../use/agree.ts'
import { answerAgreementAtCounter, findAgreements } from '../../use/agree-at-counter.ts'
import { agreementRows, agreementTag, askerOf, mayBeSaid } from '../agreement-rows.tsx'
import { counterOf } from './counter-office.ts'

type Context = PageContext<'country' | 'published'>
type Item = z.output<typeof Listed>

/**
 * What the person at the counter is asked to agree to, also one without an account. The number is posted: it never stands
 * in an address.
 */
export const counterAgreementPages = [
  page('GET /counter/agreements', ['country', 'published'], (context) => show(context, counterOf(context))),
  page('POST /counter/agreements', ['country', 'published'], async (context) => {
    const office = counterOf(context, (await context.form()).get('office'))
    return answerPost(context, {
      form: 'number',
      fields: ['number'],
      async does(posted) {
        const number = posted.get('number') ?? ''
        const { items } = await context.perform(findAgreements, { office, number })
        return show(context, office, { found: { number, items } })
      },
      mends: ({ kind }) => kind.status === 422,
      again: (typed) => show(context, office, { typed }),
    })
  }),
  page('POST /counter/agreements/:agreement', ['country', 'published'], async (context) => {
    const office = counterOf(context, (await context.form()).get('office'))
    return answerPost(context, {
      form: 'answer',
      async does(posted, { key }) {
        const { state } = await context.perform(
          answerAgreementAtCounter,
          {
            office,
            agreement: context.parameters['agreement'],
            number: posted.get('number') ?? '',
            said: (posted.get('said') ?? '') as 'agreed',
          },
          key,
        )
        return `/counter/agreements?office=${office}&done=${state}`
      },
      mends: ({ kind }) => kind.status === 409,
      again: (typed) => show(context, office, { typed }),
    })
  }),
]

const DONE = ['agreed', 'refused', 'withdrawn']

async function show(
  context: Context,
  office: string,
  { typed = NOTHING_TYPED, found }: { typed?: Typed; found?: { number: string; items: readonly Item[] } } = {},
) {
  const { speech, query, world } = context
  const words = uiWords(speech.t)
  const { values, faults } = typedIn(typed, typed.form ?? 'number')
  const done = query.get('done') ?? ''
  return {
    title: speech.t('counter.agreements.title'),
    status: typed.status,
    body: (
      <>
        <BackLink href={speech.path(`/counter?office=${office}`)} text={speech.t('counter.title')} />
        {DONE.includes(done) ? <Alert title={speech.t(`counter.agreements.done-${done}`)} /> : null}
        <ErrorSummary
          title={words['error-title']}
          errors={Object.entries(faults).map(([field, text]) => ({ field, text }))}
        />
        <PageHeading
          caption={world.country.displayName(office, speech.language)}
          title={speech.t('counter.agreements.title')}
          lead={speech.t('counter.agreements.lead')}
        />
        <Form action={speech.path('/counter/agreements')}>
          <input type="hidden" name="office" value={office} />
          <Field
            kind="text"
            name="number"
            label={speech.t('counter.personal-number')}
            value={found?.number ?? values['number'] ?? ''}
            error={faults['number']}
            words={words}
          />
          <Buttons>
            <Button {...(found ? { look: 'secondary' as const } : {})}>{speech.t('counter.agreements.find')}</Button>
          </Buttons>
        </Form>
        {found?.items.length === 0 ? <EmptyState title={speech.t('counter.agreements.none')} /> : null}
        {found ? (
          <Stack gap="small">
            {await Promise.all(found.items.map((item) => Asked(context, office, found.number, item)))}
          </Stack>
        ) : null}
      </>
    ),
  }
}

/** One of them, read out to the person, and what they may say of it. */
async function Asked(context: Context, office: string, number: string, item: Item) {
  const { speech } = context
  const tag = agreementTag(context, item.state)
  const says = mayBeSaid(item.state)
  return (
    <Card level={2} title={speech.t('counter.agreements.asks', { name: askerOf(item) })}>
      <p>
        <Tag tone={tag.tone}>{tag.text}</Tag>
      </p>
      <SummaryList rows={await agreementRows(context, item)} />
      {says.length > 0 ? (
        <Form action={speech.path(`/counter/agreements/${item.id}`)}>
          <input type="hidden" name="key" value={context.formKey()} />
          <input type="hidden" name="office" value={office} />
          <input type="hidden" name="number" value={number} />
          <Buttons>
            {says.map(({ said }) => (
              <Button look="secondary" name="said" value={said}>
                {speech.t(`counter.agreements.says-${said}`)}
              </Button>
            ))}
          </Buttons>
        </Form>
      ) : null}
    </Card>
  )
}
