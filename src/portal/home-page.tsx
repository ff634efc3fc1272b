import { showCabinet, showFigures } from '../modules/casework/index.ts'
import { page } from '../platform/http/index.ts'
import { Columns, FigureNumber, Hero, LinkList, Search, Section, Stack, TileLinks } from '../ui/index.ts'
import { toDoCards } from './to-do-cards.tsx'

/** How many services that can be applied for stand here; the rest is a click away. */
const HERE = 12

export const homePage = page('GET /', ['country', 'published'], async (context) => {
  const { speech, world, principal } = context
  const figures = await context.perform(showFigures, {})
  const byEvent = await world.published.byLifeEvent(speech.language)
  const cabinet = principal.personId ? await context.perform(showCabinet, {}) : undefined
  const names = new Map([...byEvent.values()].flat().map((line) => [line.id, speech.text(line.passport.name)]))
  const running = [...new Set([...byEvent.values()].flat().flatMap(({ id, runs }) => (runs ? [id] : [])))]
  const asked = figures.asked.filter((candidate) => names.has(candidate.service)).slice(0, 5)
  return {
    title: speech.t('ui.tagline'),
    body: (
      <>
        <Hero>
          <h1>
            <span class="caption">{speech.t('ui.tagline')}</span>
            {speech.t('portal.home.question')}
          </h1>
          <Search
            action={speech.path('/services')}
            label={speech.t('portal.home.question')}
            labelHidden
            button={speech.t('ui.search')}
            large
            hint={speech.t('portal.home.search-hint')}
          />
        </Hero>
        {cabinet && cabinet.toDo.length > 0 ? (
          <Section title={speech.t('portal.home.waiting')}>
            <Stack gap="small">{await toDoCards(context, cabinet.toDo.slice(0, 3), cabinet.applications)}</Stack>
          </Section>
        ) : null}
        <Section title={speech.t('portal.home.life-events')}>
          <TileLinks
            links={world.country.lifeEvents
              .filter((event) => byEvent.has(event.id))
              .map((event) => ({
                href: speech.path(`/services?lifeEvent=${event.id}`),
                text: speech.text(event.name),
              }))}
          />
        </Section>
        <Columns columns={2}>
          <Section title={speech.t('portal.home.apply-here')}>
            <LinkList
              links={running.slice(0, HERE).map((id) => ({
                href: speech.path(`/services/${id}`),
                text: names.get(id)!,
              }))}
            />
            <p>
              <a href={speech.path('/services')}>
                {speech.t('portal.home.all-of', { count: new Set(names.keys()).size })}
              </a>
            </p>
          </Section>
          <Stack gap="large">
            {asked.length > 0 ? (
              <Section title={speech.t('portal.home.most-asked')}>
                <LinkList
                  links={asked.map((item) => ({
                    href: speech.path(`/services/${item.service}`),
                    text: names.get(item.service)!,
                    count: speech.number(item.count),
                  }))}
                />
              </Section>
            ) : null}
            <Section title={speech.t('portal.home.how-we-do')}>
              {figures.decided > 0 ? (
                <FigureNumber
                  value={speech.percent(figures.inTime / figures.decided)}
                  name={speech.t('portal.home.times-kept-of', { count: figures.decided })}
                />
              ) : (
                <p class="soft">{speech.t('portal.home.no-figures')}</p>
              )}
              <p>
                <a href="/api/v1/figures">{speech.t('portal.home.figures-data')}</a>
              </p>
              <p>
                <a href={speech.path('/verify')}>{speech.t('portal.nav.verify')}</a>
              </p>
            </Section>
          </Stack>
        </Columns>
      </>
    ),
  }
})
