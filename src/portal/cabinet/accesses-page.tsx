import { listAccesses, listLooks } from '../../modules/exchange/index.ts'
import { page } from '../../platform/http/index.ts'
import { EmptyState, Pagination, Section, uiWords } from '../../ui/index.ts'
import { AskedRegisters } from './asked-registers.tsx'
import { cabinetFrame } from './cabinet-frame.tsx'
import { Openings } from './openings.tsx'

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const accessesPage = page('GET /cabinet/data', ['country', 'published'], async (context) => {
  const { speech, query } = context
  const [after, looksAfter] = ['after', 'looks'].map((name) => {
    const given = query.get(name)
    return given && ID.test(given) ? given : undefined
  })
  const [{ items, next }, looks] = await Promise.all([
    context.perform(listAccesses, after ? { after } : {}),
    context.perform(listLooks, looksAfter ? { after: looksAfter } : {}),
  ])
  return cabinetFrame(
    context,
    <>
      <p>
        <a href={speech.path('/cabinet/data/held')}>{speech.t('portal.held.title')}</a>
        <br />
        <span class="soft">{speech.t('portal.held.link-hint')}</span>
      </p>
      <p>
        <a href={speech.path('/cabinet/agreements')}>{speech.t('portal.cabinet.agreements')}</a>
        <br />
        <span class="soft">{speech.t('portal.agreements.link-hint')}</span>
      </p>
      <Section title={speech.t('portal.looks.title')}>
        <p class="soft">{speech.t('portal.looks.hint')}</p>
        {looks.items.length === 0 ? <p>{speech.t('portal.looks.none')}</p> : await Openings(context, looks.items)}
        <Pagination
          words={uiWords(speech.t)}
          {...(looks.next ? { next: speech.path(`/cabinet/data?looks=${looks.next}`) } : {})}
          {...(looksAfter ? { previous: speech.path('/cabinet/data') } : {})}
        />
      </Section>
      <Section title={speech.t('portal.access.title')}>
        <p>
          <a href={speech.path('/exchange')}>{speech.t('exchange.title')}</a>
        </p>
        {items.length === 0 ? (
          <EmptyState title={speech.t('portal.access.none')}>{speech.t('portal.access.none-detail')}</EmptyState>
        ) : (
          <>
            {await AskedRegisters(context, items)}
            <Pagination
              words={uiWords(speech.t)}
              {...(next ? { next: speech.path(`/cabinet/data?after=${next}`) } : {})}
              {...(after ? { previous: speech.path('/cabinet/data') } : {})}
            />
          </>
        )}
      </Section>
    </>,
  )
})
