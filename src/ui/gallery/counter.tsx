import {
  Beside,
  Button,
  Buttons,
  Card,
  LinkButton,
  LinkList,
  Notice,
  PageHeading,
  Search,
  Section,
  SummaryList,
} from '../index.ts'
import { officer, SampleShell, type GalleryVoice } from './sample-shell.tsx'

export const Counter = ({ voice }: { voice: GalleryVoice }) => (
  <SampleShell
    voice={voice}
    title="Counter"
    person={officer}
    part="Public service centre, Uchtepa"
    navigation={[
      { href: '#', text: 'Counter', current: true },
      { href: '#', text: 'Paper intake' },
    ]}
    wide
    banner={
      <p>
        <strong>Offline since 10:12.</strong> 3 applications wait and will be sent when the line is back.
      </p>
    }
  >
    <PageHeading title="Counter" />
    <Search
      action="#"
      label="Number, document or ticket"
      hint="Personal number, application number or a scanned document"
      button="Search"
      large
      autofocus
      value="31204890012345"
    />
    <Beside
      sideLabel="Acts"
      main={
        <Section title="Karimova Dilnoza Anvarovna">
          <SummaryList
            rows={[
              { key: 'Personal number', value: <span class="num">31204890012345</span> },
              { key: 'Born', value: '12 April 1989' },
              { key: 'Address', value: 'Mill district, Farhod koʻchasi, 12-uy' },
            ]}
          />
          <h3>Open applications</h3>
          <LinkList
            links={[
              {
                href: '#',
                text: 'Permit to rebuild a house',
                detail: '2026-10-001234 · at Architecture since 2 March',
                count: '14 March',
              },
            ]}
          />
        </Section>
      }
      side={
        <>
          <Card title="New application" level={2}>
            <Buttons>
              <LinkButton href="#">Choose a service</LinkButton>
              <LinkButton href="#" look="secondary">
                Paper application
              </LinkButton>
            </Buttons>
          </Card>
          <Notice tone="waits" level={3} title="Check the document">
            The passport expires on 20 May.
          </Notice>
          <Buttons>
            <Button look="tertiary" type="button">
              Print the receipt
            </Button>
          </Buttons>
        </>
      }
    />
  </SampleShell>
)
