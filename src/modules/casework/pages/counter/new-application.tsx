import type { PageContext } from '../../../../platform/http/index.ts'
import { Button, Buttons, Field, Form, Notice, Search, Section, uiWords } from '../../../../ui/index.ts'
import { findServices } from '../../../catalogue/index.ts'
import type { TypedNew } from './read-new-application.ts'

interface NewApplicationProps {
  context: PageContext<'country' | 'published'>
  person: {
    id: string
    name: string
    organisations: readonly { number: string; name: string }[]
    language: string | null
  }
  office: string
  typed: TypedNew | undefined
}

/** Up to this many found services stand open as choices; more are a list. */
const OPEN = 7

/**
 * Chooses a service by its words and how the application comes: filled in here, or on paper with the time of its stamp.
 */
export async function newApplication({ context, person, office, typed }: NewApplicationProps) {
  const { speech, query, world } = context
  const { languages } = world.country
  const words = uiWords(speech.t)
  const asked = (query.get('q') ?? '').trim().slice(0, 100)
  const services = await servicesFor(context, asked)
  const here = `/counter/people/${person.id}`
  const firm = firmAsked(query.get('for'), person.organisations)
  const kept = { office, ...(firm ? { for: firm } : {}) }
  const address = new URLSearchParams({ ...kept, ...(asked ? { q: asked } : {}) })
  return (
    <Section title={speech.t('counter.new-application')}>
      <Search
        action={speech.path(here)}
        hidden={kept}
        label={speech.t('counter.find-service')}
        hint={speech.t('counter.find-service-hint')}
        button={words.search}
        look="secondary"
        value={asked}
      />
      {asked ? (
        <p>
          <a href={speech.path(`${here}?${new URLSearchParams(kept)}`)}>{speech.t('counter.all-services')}</a>
        </p>
      ) : null}
      {services.length === 0 ? (
        <Notice tone="neutral">{speech.t('counter.no-service', { words: asked })}</Notice>
      ) : (
        <Form
          action={speech.path(`${here}?${address}`)}
          keep={{ kind: 'answers', title: `${speech.t('counter.new-application')} · ${person.name}` }}
        >
          <input type="hidden" name="key" value={context.formKey()} />
          <Field
            kind="choice"
            name="service"
            label={speech.t('casework.service')}
            asList={!asked || services.length > OPEN}
            value={typed?.service ?? (services.length === 1 ? services[0]!.id : '')}
            error={typed?.faults['service']}
            options={services.map((service) => ({ value: service.id, text: service.name }))}
            words={words}
          />
          {person.organisations.length > 0 ? (
            <Field
              kind="choice"
              name="for"
              label={speech.t('portal.sign-in.act-for')}
              value={typed?.for ?? firm ?? 'self'}
              options={[
                { value: 'self', text: person.name },
                ...person.organisations.map((organisation) => ({
                  value: organisation.number,
                  text: organisation.name,
                  hint: organisation.number,
                })),
              ]}
              words={words}
            />
          ) : null}
          <Field
            kind="choice"
            name="language"
            label={speech.t('counter.language')}
            hint={speech.t('counter.language-hint')}
            value={typed?.language || person.language || speech.language}
            options={languages.ids.map((id) => ({ value: id, text: languages.about(id).name }))}
            words={words}
          />
          <Field
            kind="choice"
            name="channel"
            label={speech.t('counter.channel')}
            value={typed?.channel ?? 'counter'}
            options={[
              { value: 'counter', text: speech.t('counter.channel-counter') },
              { value: 'paper', text: speech.t('counter.paper-intake'), hint: speech.t('counter.paper-hint') },
            ]}
            words={words}
          />
          {/* only paper has a stamp: browsers that can hide the rest while it is not chosen */}
          <div class="form for-paper">
            <Field
              kind="date"
              name="receivedOn"
              label={speech.t('counter.received-at')}
              hint={speech.t('counter.for-paper')}
              optional
              value={typed?.date || speech.isoDate(context.now)}
              error={typed?.faults['receivedOn']}
              words={words}
            />
            <Field
              kind="text"
              name="receivedTime"
              label={speech.t('counter.received-time')}
              hint={speech.t('counter.for-paper')}
              optional
              value={typed?.time || speech.time(context.now)}
              words={words}
            />
            {typed?.asksSure || typed?.sure ? (
              <Field
                kind="declaration"
                name="sure"
                label={speech.t('counter.stamp-sure')}
                value={typed.sure}
                words={words}
              />
            ) : null}
          </div>
          <Buttons>
            <Button>{words.next}</Button>
          </Buttons>
        </Form>
      )}
    </Section>
  )
}

/** The firm whose number was typed at the counter, where the person may act for it. */
const firmAsked = (asked: string | null, organisations: readonly { number: string }[]): string | undefined =>
  organisations.find(({ number }) => number === asked)?.number

/** Services that can be applied for here: those the words find, the best first, or all by name. */
async function servicesFor(context: PageContext<'published'>, asked: string): Promise<{ id: string; name: string }[]> {
  const { speech, world } = context
  const running = (await world.published.list())
    .filter((serviceLine) => serviceLine.runs)
    .map((serviceLine) => ({ id: serviceLine.id, name: speech.text(serviceLine.passport.name) }))
  if (!asked) return running.sort((a, b) => a.name.localeCompare(b.name, speech.html))
  const { items } = await context.perform(findServices, { query: asked, size: 50 })
  return items.flatMap((found) => running.find((candidate) => candidate.id === found.id) ?? [])
}
