import type { Country } from '../../../../platform/country/index.ts'
import type { Language } from '../../../../platform/i18n/index.ts'
import { sendBytes } from '../../../../platform/files/index.ts'
import { page } from '../../../../platform/http/index.ts'
import {
  BackLink,
  Button,
  Buttons,
  EmptyState,
  Form,
  PageHeading,
  Section,
  Table,
  Moment,
} from '../../../../ui/index.ts'
import { letterNumber, listAgreementLetters, printAgreementLetter } from '../../use/print-agreement-letter.ts'
import { listLetters, printLetter } from '../../use/print-letter.ts'
import { agreedFacts } from '../../model/agreed-facts.ts'
import { offerTermSaid } from '../../model/offer-term.ts'
import { askerOf } from '../agreement-rows.tsx'
import { officeOf } from './desk-office.ts'

/**
 * In which language a letter is printed: the one its receiver used or chose last. Of whom none is known, in the country's
 * first, which is the state's, with a sentence in each other one that says what it is and where it is read in that: two
 * whole letters on one sheet would make either hard to find, and the page it leads to speaks all of them.
 */
function languagesOfLetter(
  languages: Country['languages'],
  said: string | null,
): { language: Language; others: readonly Language[] } {
  if (said !== null && languages.is(said)) return { language: said, others: [] }
  return { language: languages.first, others: languages.ids.filter((id) => id !== languages.first) }
}

/** Letters for people whom no channel reaches: listed, and printed as a PDF each. */
export const letterPages = [
  page('GET /desk/letters', ['country', 'published'], async (context) => {
    const { speech, world } = context
    const office = officeOf(context)
    const { items } = await context.perform(listLetters, { office })
    const asked = (await context.perform(listAgreementLetters, { office })).items
    const names = await world.published.names(
      [...items, ...asked].map(({ service }) => service),
      speech.language,
    )
    return {
      title: speech.t('desk.letters.title'),
      wide: true,
      body: (
        <>
          <PageHeading
            caption={world.country.displayName(office, speech.language)}
            title={speech.t('desk.letters.title')}
            lead={speech.t('desk.letters.lead')}
          />
          {asked.length > 0 ? (
            <Section title={speech.t('desk.letters.agreements')}>
              <p class="soft">{speech.t('desk.letters.agreements-lead')}</p>
              <Table
                caption={speech.t('desk.letters.agreements')}
                captionHidden
                stack
                rows={asked}
                columns={[
                  { header: speech.t('desk.letters.about'), main: true, cell: (item) => names.get(item.service) },
                  {
                    header: speech.t('desk.letters.since'),
                    cell: (item) => <Moment at={item.madeAt}>{speech.date(item.madeAt)}</Moment>,
                  },
                  {
                    header: speech.t('desk.letters.until'),
                    cell: (item) => <Moment at={item.until}>{speech.date(item.until)}</Moment>,
                  },
                  {
                    header: speech.t('desk.letters.print'),
                    cell: (item) => (
                      <Form action={speech.path(`/desk/agreement-letters/${item.agreement}?office=${office}`)}>
                        {item.printedAt ? (
                          <p class="soft">
                            {speech.t('desk.letters.printed', { time: speech.dateTime(item.printedAt) })}
                          </p>
                        ) : null}
                        <Buttons>
                          <Button look="secondary">
                            {speech.t(item.printedAt ? 'desk.letters.print-again' : 'desk.letters.print')}
                          </Button>
                        </Buttons>
                      </Form>
                    ),
                  },
                ]}
              />
            </Section>
          ) : null}
          {items.length > 0 ? <p class="soft">{speech.t('desk.letters.offers-lead')}</p> : null}
          {items.length === 0 && asked.length > 0 ? null : items.length === 0 ? (
            <EmptyState title={speech.t('desk.letters.none')} />
          ) : (
            <Table
              caption={speech.t('desk.letters.title')}
              captionHidden
              stack
              rows={items}
              columns={[
                {
                  header: speech.t('desk.letters.for'),
                  main: true,
                  cell: (item) => <span dir="auto">{item.name}</span>,
                },
                {
                  header: speech.t('desk.letters.where'),
                  cell: (item) => world.country.placeName(item.district, speech.language),
                },
                {
                  header: speech.t('desk.letters.about'),
                  cell: (item) => `${names.get(item.service)} · ${item.number}`,
                },
                {
                  header: speech.t('desk.letters.since'),
                  cell: (item) => <Moment at={item.madeAt}>{speech.date(item.madeAt)}</Moment>,
                },
                {
                  header: speech.t('desk.letters.print'),
                  cell: (item) => (
                    <Form action={speech.path(`/desk/letters/${item.application}/${item.wait}?office=${office}`)}>
                      <Buttons>
                        <Button look="secondary">{speech.t('desk.letters.print')}</Button>
                      </Buttons>
                    </Form>
                  ),
                },
              ]}
            />
          )}
        </>
      ),
    }
  }),
  page(
    'POST /desk/agreement-letters/:agreement',
    ['country', 'drawReceipt', 'published', 'services'],
    async (context) => {
      const { parameters, world } = context
      const office = officeOf(context)
      const agreement = parameters['agreement']!
      const { letter } = await context.perform(printAgreementLetter, { office, agreement })
      if (!letter) {
        const { speech } = context
        return {
          title: speech.t('desk.letters.nobody'),
          body: (
            <>
              <BackLink href={speech.path(`/desk/letters?office=${office}`)} text={speech.t('desk.letters.title')} />
              <PageHeading title={speech.t('desk.letters.nobody')} lead={speech.t('desk.letters.nobody-text')} />
            </>
          ),
        }
      }
      const { language, others } = languagesOfLetter(world.country.languages, letter.language)
      const service = await world.published.get(letter.service, letter.version)
      const name = world.country.text(service.passport.name, language)
      const code = letterNumber(agreement)
      const pdf = await world.drawReceipt({
        ...{ language, number: code, code, path: '/cabinet/agreements', service: name, applicant: letter.name },
        officeName: world.country.displayName(office, language),
        ...{ filedAt: context.now, countsFrom: context.now, dueAt: null },
        letter: {
          parameters: () => ({}),
          place: letter.district === null ? '' : world.country.placeName(letter.district, language),
          address: letter.address,
          alsoIn: others.map((other) => ({
            language: other,
            service: world.country.text(service.passport.name, other),
          })),
          agreement: {
            asker: askerOf(letter),
            until: letter.until,
            agreed: letter.agreed,
            facts: agreedFacts(world.country, service, letter.facts, language),
          },
        },
      })
      return sendBytes(pdf, { name: `${code}.pdf`, type: 'application/pdf' })
    },
  ),
  page(
    'POST /desk/letters/:application/:wait',
    ['country', 'drawReceipt', 'published', 'services'],
    async (context) => {
      const { parameters, world } = context
      const office = officeOf(context)
      const { application, wait } = parameters
      const letter = await context.perform(printLetter, { office, application, wait })
      const { language, others } = languagesOfLetter(world.country.languages, letter.language)
      const { passport } = await world.published.get(letter.service, letter.version)
      const service = (await world.published.names([letter.service], language)).get(letter.service) ?? letter.service
      const pdf = await world.drawReceipt({
        language,
        number: letter.number,
        code: letter.receipt,
        path: letter.link,
        service,
        applicant: letter.name,
        officeName: world.country.displayName(office, language),
        filedAt: context.now,
        countsFrom: context.now,
        dueAt: null,
        letter: {
          parameters: (voice) => ({
            service,
            number: letter.number,
            answer: offerTermSaid(voice, letter.term ?? undefined),
          }),
          place: world.country.placeName(letter.district, language),
          address: letter.address,
          alsoIn: others.map((other) => ({ language: other, service: world.country.text(passport.name, other) })),
        },
      })
      return sendBytes(pdf, { name: `${letter.number}.pdf`, type: 'application/pdf' })
    },
  ),
]
