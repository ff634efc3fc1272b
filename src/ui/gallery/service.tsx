import {
  Beside,
  Breadcrumbs,
  CheckList,
  Disclosure,
  FactsBox,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  SummaryList,
} from '../index.ts'
import { SampleShell, type GalleryVoice } from './sample-shell.tsx'

export const Service = ({ voice }: { voice: GalleryVoice }) => (
  <SampleShell voice={voice} title="Guardianship of an adult">
    <Breadcrumbs
      label="You are here"
      crumbs={[
        { href: '#', text: 'Services' },
        { href: '#', text: 'Family and care' },
      ]}
    />
    <PageHeading
      title="Guardianship of an adult"
      lead="The municipality appoints you guardian of an adult whom the court has found incapable."
    />
    <Beside
      sideLabel="At a glance"
      sideFirst
      main={
        <>
          <Section title="Can I?">
            <CheckList
              items={[
                { text: 'You are of age and legally capable' },
                {
                  text: 'The court decision is in force',
                  detail: 'We read it from the court register; you need not bring it.',
                },
              ]}
            />
          </Section>
          <Section title="What the state already knows">
            <p>15 items are held by the state; you bring none.</p>
            <Disclosure summary="See all 15 items">
              <SummaryList
                rows={[
                  { key: 'Passport of the ward', value: 'Register of population' },
                  { key: 'Court decision', value: 'Register of court decisions' },
                  { key: 'Your income', value: 'Tax register' },
                ]}
              />
            </Disclosure>
          </Section>
          <Section title="Law">
            <SummaryList
              rows={[
                {
                  key: 'Law',
                  value: <a href="#">ZRU-364 of 2 January 2014 “On guardianship and trusteeship”</a>,
                  note: 'Article 32',
                },
                { key: 'Who decides', value: 'Municipality of the district where the ward lives' },
                { key: 'Appeal', value: 'Municipality of the region, within 10 days' },
              ]}
            />
          </Section>
        </>
      }
      side={
        <>
          <FactsBox
            facts={[
              { name: 'Price', value: 'Free' },
              { name: 'Time', value: '15 working days', before: '30 days' },
              { name: 'Visits', value: '0', before: '4' },
              { name: 'Papers from you', value: '0', before: '16' },
            ]}
          />
          <LinkButton href="#">Apply</LinkButton>
          <Notice tone="neutral" title="Not for you?">
            You can also apply at any public service centre.
          </Notice>
        </>
      }
    />
  </SampleShell>
)
