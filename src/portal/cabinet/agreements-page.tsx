import type { z } from 'zod'
import {
  agreementRows,
  agreementTag,
  answerAgreementAsked,
  askerOf,
  listAgreements,
  mayBeSaid,
} from '../../modules/casework/index.ts'
import { answerPost, NOTHING_TYPED, page, typedIn, type PageContext, type Typed } from '../../platform/http/index.ts'
import {
  Alert,
  Button,
  Buttons,
  Card,
  EmptyState,
  ErrorSummary,
  Form,
  Section,
  Stack,
  SummaryList,
  Tag,
  uiWords,
} from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'

type Context = PageContext<'country' | 'published'>
type Item = z.output<typeof listAgreements.output>['items'][number]

/** What others ask a person to agree to, and what the person asks others. */
export const agreementsPages = [
  page('GET /cabinet/agreements', ['country', 'published'], (context) => show(context)),
  page('POST /cabinet/agreements', ['country', 'published'], (context) =>
    answerPost(context, {
      form: 'answer',
      async does(posted, { key }) {
        const said = posted.get('said') ?? ''
        const { state } = await context.perform(
          answerAgreementAsked,
          { agreement: posted.get('agreement') ?? '', said: said as 'agreed' },
          key,
        )
        return `/cabinet/agreements?done=${state}`
      },
      mends: (refusal) => refusal.kind.status === 409,
      again: (typed) => show(context, typed),
    }),
  ),
]

const DONE = ['agreed', 'refused', 'withdrawn']

async function show(context: Context, typed: Typed = NOTHING_TYPED) {
  const { speech, query } = context
  const { items } = await context.perform(listAgreements, {})
  const done = query.get('done') ?? ''
  const { faults } = typedIn(typed, 'answer')
  const [mine, others] = (['of-me', 'by-me'] as const).map((side) => items.filter((item) => item.side === side))
  const view = await cabinetFrame(
    context,
    <>
      {DONE.includes(done) ? <Alert title={speech.t(`portal.agreements.done-${done}`)} /> : null}
      <ErrorSummary title={uiWords(speech.t)['error-title']} errors={Object.values(faults).map((text) => ({ text }))} />
      <p class="soft">{speech.t('portal.agreements.hint')}</p>
      {items.length === 0 ? (
        <EmptyState title={speech.t('portal.agreements.none')}>{speech.t('portal.agreements.none-remedy')}</EmptyState>
      ) : null}
      {mine!.length > 0 ? (
        <Section title={speech.t('portal.agreements.of-me')}>
          <Stack gap="small">{await Promise.all(mine!.map((item) => Asked(context, item)))}</Stack>
        </Section>
      ) : null}
      {others!.length > 0 ? (
        <Section title={speech.t('portal.agreements.by-me')}>
          <p class="soft">{speech.t('portal.agreements.by-me-hint')}</p>
          <Stack gap="small">{await Promise.all(others!.map((item) => Asked(context, item)))}</Stack>
        </Section>
      ) : null}
    </>,
  )
  return { ...view, ...(typed.status === 200 ? {} : { status: typed.status }) }
}

/** One of them: who asks whom, for what, which facts, until when, how it stands, and what can be said now. */
async function Asked(context: Context, item: Item) {
  const { speech } = context
  const own = item.side === 'of-me'
  const tag = agreementTag(context, item.state)
  const says = own ? mayBeSaid(item.state) : []
  return (
    <Card
      level={3}
      title={
        own
          ? speech.t('portal.agreements.asks', { name: askerOf(item) })
          : speech.t('portal.agreements.asked', { number: item.number })
      }
    >
      <p>
        <Tag tone={tag.tone}>{tag.text}</Tag>
      </p>
      <SummaryList rows={await agreementRows(context, item)} />
      {says.length > 0 ? (
        <Form action={speech.path('/cabinet/agreements')}>
          <input type="hidden" name="key" value={context.formKey()} />
          <input type="hidden" name="agreement" value={item.id} />
          <Buttons>
            {says.map(({ said, text }, at) => (
              <Button
                name="said"
                value={said}
                {...(at === 0 && item.state === 'asked' ? {} : { look: 'secondary' as const })}
              >
                {speech.t(text)}
              </Button>
            ))}
          </Buttons>
        </Form>
      ) : null}
    </Card>
  )
}
