import { Card, Columns, FigureNumber, Hero, LinkList, Search, Section, Stack, TaskCard, TileLinks } from '../index.ts'
import { citizen, SampleShell, type GalleryVoice } from './sample-shell.tsx'

export const Home = ({ voice }: { voice: GalleryVoice }) => (
  <SampleShell voice={voice} title="Darcha" person={citizen}>
    <Hero>
      <h1>What do you need?</h1>
      <Search
        action="/en/search"
        label="Search services"
        labelHidden
        button="Search"
        large
        hint="For example: benefit, land, kindergarten"
      />
    </Hero>
    <Section title="Waiting for you">
      <Stack gap="small">
        <TaskCard
          title="Confirm your pension"
          due="by 3 May"
          detail="Old-age pension · set by the Pension Fund"
          action={{ href: '#', text: 'Confirm' }}
        />
        <TaskCard
          title="Pay 72 900 crowns"
          due="by 28 April"
          detail="Permit to rebuild a house · 2026-10-001234"
          action={{ href: '#', text: 'Pay' }}
        />
      </Stack>
    </Section>
    <Section title="Life events">
      <TileLinks
        links={[
          'A child is born',
          'School and kindergarten',
          'Home and land',
          'Work',
          'Own business',
          'Car',
          'Pension',
          'Family and care',
          'Loss of a relative',
          'Documents',
        ].map((text) => ({ href: '#', text }))}
      />
    </Section>
    <Columns columns={2}>
      <Section title="Most asked this month">
        <LinkList
          links={[
            { href: '#', text: 'Place in a kindergarten', count: '12 408' },
            { href: '#', text: 'Certificate of no criminal record', count: '9 811' },
            { href: '#', text: 'Permit to rebuild a house', count: '3 127' },
            { href: '#', text: 'Guardianship of an adult', count: '402' },
          ]}
        />
      </Section>
      <Section title="How we are doing">
        <Columns columns={2}>
          <FigureNumber value="94 %" name="of applications were done in time" href="#" />
          <FigureNumber value="0.4" name="visits for one application" href="#" />
        </Columns>
        <Card title="3 drafts are open for comment" href="#">
          <p class="soft">Every comment gets an answer. The next one closes on 12 May.</p>
        </Card>
      </Section>
    </Columns>
  </SampleShell>
)
