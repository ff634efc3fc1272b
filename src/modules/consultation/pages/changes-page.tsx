import type { Child } from '../../../kernel/markup/index.ts'
import { page, type PageContext } from '../../../platform/http/index.ts'
import {
  BackLink,
  Button,
  Disclosure,
  EmptyState,
  Field,
  Form,
  LinkList,
  PageHeading,
  Section,
  Tabs,
  Tag,
  uiWords,
  type Tone,
} from '../../../ui/index.ts'
import { compareTexts } from '../use/compare-texts.ts'
import { changeTitle, unitTitle } from './words.ts'

type ArticleChange = {
  id: string
  kind: 'changed' | 'removed' | 'added'
  before: readonly Named[]
  after: readonly Named[]
  changes: readonly Change[]
}
interface Named {
  id: string
  number: string
  heading: string
}
interface Change {
  kind: 'same' | 'removed' | 'added'
  text: string
}

const TONES: Readonly<Record<ArticleChange['kind'], Tone>> = {
  changed: 'waits',
  added: 'done',
  removed: 'refused',
}

/** What changes between two texts: side by side, or in one; each change is said in words too, not by colour alone. */
export const changesPage = page('GET /consultations/:discussion/changes', async (context) => {
  const { speech, query } = context
  const { discussion } = context.parameters as { discussion: string }
  const asked = (name: string) => (/^\d{1,6}$/.test(query.get(name) ?? '') ? { [name]: Number(query.get(name)) } : {})
  const seen = await context.perform(compareTexts, { discussion, ...asked('from'), ...asked('to') })
  const { from, to, articles: changes } = seen
  const numbers = seen.texts.map(({ number }) => number)
  const inline = query.get('as') === 'inline'
  const name = (number: number) =>
    number === 0 ? speech.t('consultation.changes.in-force') : speech.t('consultation.version', { number })
  const address = (as: string) => speech.path(`/consultations/${discussion}/changes?from=${from}&to=${to}&as=${as}`)
  return {
    title: `${speech.t('consultation.changes.title')} · ${seen.title}`,
    wide: true,
    body: (
      <>
        <BackLink href={speech.path(`/consultations/${discussion}`)} text={seen.title} />
        <PageHeading
          title={speech.t('consultation.changes.title')}
          caption={seen.title}
          lead={`${name(from)} → ${name(to)}. ${seen.texts.find(({ number }) => number === to)?.note ?? ''}`}
        />
        {seen.texts.length > 2 ? (
          <Disclosure summary={speech.t('consultation.changes.choose')}>
            {choice(context, discussion, numbers, from, to, name)}
          </Disclosure>
        ) : null}
        <Tabs
          label={speech.t('consultation.changes.title')}
          tabs={[
            { href: address('side'), text: speech.t('consultation.changes.side'), current: !inline },
            { href: address('inline'), text: speech.t('consultation.changes.inline'), current: inline },
          ]}
        />
        {changes.length === 0 ? (
          <EmptyState title={speech.t('consultation.changes.none')} />
        ) : (
          <>
            <nav aria-label={speech.t('consultation.changes.list')}>
              <LinkList
                links={changes.map((change) => ({
                  href: `#${change.id}`,
                  text: changeTitle(context, change),
                  count: speech.t(`consultation.changes.article-${change.kind}`),
                }))}
              />
            </nav>
            <p class="soft small">{speech.t('consultation.changes.only-changed')}</p>
            <div class="stack" lang={seen.language}>
              {changes.map((change) => articleChange(context, change, inline))}
            </div>
          </>
        )}
      </>
    ),
  }
})

const choice = (
  { speech }: PageContext,
  discussion: string,
  numbers: readonly number[],
  from: number,
  to: number,
  name: (number: number) => string,
): Child => (
  <Form action={speech.path(`/consultations/${discussion}/changes`)} method="get">
    {(['from', 'to'] as const).map((side) => (
      <Field
        kind="choice"
        asList
        name={side}
        label={speech.t(`consultation.changes.${side === 'from' ? 'before' : 'after'}`)}
        value={String(side === 'from' ? from : to)}
        options={numbers.map((number) => ({ value: String(number), text: name(number) }))}
        words={uiWords(speech.t)}
      />
    ))}
    <Button look="secondary">{speech.t('consultation.changes.show')}</Button>
  </Form>
)

function articleChange(context: PageContext, change: ArticleChange, inline: boolean): Child {
  const { speech } = context
  const renumbered = change.before[0] && change.after[0] && change.before[0].id !== change.after[0].id
  return (
    <Section title={changeTitle(context, change)} id={change.id}>
      <p class="row">
        <Tag tone={TONES[change.kind]}>{speech.t(`consultation.changes.article-${change.kind}`)}</Tag>
        {renumbered ? (
          <span class="soft small">
            {speech.t('consultation.changes.was', {
              name: change.before.map((article) => unitTitle(context, article)).join(' · '),
            })}
          </span>
        ) : null}
      </p>
      {inline ? (
        <p class="act alone">{change.changes.map((part) => marked(context, part))}</p>
      ) : (
        <div class="columns" data-columns="2">
          {(['removed', 'added'] as const).map((side) => (
            <div>
              <p class="soft small">{speech.t(`consultation.changes.${side === 'removed' ? 'before' : 'after'}`)}</p>
              <p class="act alone">
                {change.changes
                  .filter(({ kind }) => kind === 'same' || kind === side)
                  .map((part) => marked(context, part))}
              </p>
            </div>
          ))}
        </div>
      )}
    </Section>
  )
}

/** Screen readers do not announce `ins` and `del`: where a change begins and ends stands in words. */
function marked({ speech }: PageContext, { kind, text }: Change): Child {
  if (kind === 'same' || text.trim() === '') return text
  const Mark = kind === 'added' ? 'ins' : 'del'
  return (
    <Mark>
      <span class="hidden-visually">{speech.t(`consultation.changes.${kind}-from`)} </span>
      {text}
      <span class="hidden-visually"> {speech.t(`consultation.changes.${kind}-until`)} </span>
    </Mark>
  )
}
