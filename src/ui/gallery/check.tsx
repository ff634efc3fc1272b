import {
  BackLink,
  Beside,
  Button,
  Buttons,
  Card,
  Clock,
  Field,
  Form,
  PageHeading,
  Panel,
  Qr,
  Section,
  SummarySection,
  Timeline,
  uiWords,
} from '../index.ts'
import { citizen, SampleShell, type GalleryVoice } from './sample-shell.tsx'

export const Check = ({ voice }: { voice: GalleryVoice }) => {
  const words = uiWords(voice.say)
  const change = (about: string) => ({ href: '#', text: words.change, about })
  return (
    <SampleShell voice={voice} title="Check your answers" person={citizen}>
      <BackLink href="#" text={words.back} />
      <PageHeading
        caption="Permit to rebuild a house"
        title="Check your answers"
        lead="Read through before you send. Every answer can be changed."
      />
      <SummarySection
        title="The house"
        rows={[
          {
            key: 'Address',
            value: 'Riverside, Mill district, Station Street 12',
            change: change('Address'),
          },
          { key: 'Cadastre number', value: '10:09:03:01:02:0012', note: 'Found in Cadastre · 2 March 2026' },
          { key: 'What will be built', value: 'A second floor, 64 m²', change: change('What will be built') },
          { key: 'Start of works', value: '', change: change('Start of works') },
        ]}
      />
      <SummarySection
        title="Fee"
        rows={[
          {
            key: 'Fee',
            value: <strong class="num">72 900 crowns</strong>,
            note: '20 % of the basic calculation value, 412 000 crowns, less 10 % on the Portal',
          },
          { key: 'Promised by', value: '14 March 2026 (15 working days)', note: 'Set by resolution 149' },
        ]}
      />
      <Form action="#">
        <Field kind="declaration" name="true" label="I confirm that what I have given is correct" words={words} />
        <Buttons>
          <Button>Confirm and send</Button>
        </Buttons>
      </Form>
    </SampleShell>
  )
}

const QR = '<svg viewBox="0 0 9 9"><path fill="#000" d="M1 1h3v3H1zM5 1h3v3H5zM1 5h3v3H1zM6 6h1v1H6z"/></svg>'

export const Receipt = ({ voice }: { voice: GalleryVoice }) => (
  <SampleShell voice={voice} title="Application received" person={citizen}>
    <Beside
      sideLabel="Receipt"
      main={
        <>
          <Panel title="Application received" number="№ 2026-10-001234">
            Sent on 2 March 2026 at 22:10; counts as received on 3 March.
          </Panel>
          <Section title="What happens now">
            <Timeline
              words={uiWords(voice.say)}
              items={[
                {
                  state: 'now',
                  what: 'The civil registry and the cadastre are asked',
                  when: '3 March',
                  detail: 'Takes seconds. You need to bring nothing.',
                },
                {
                  state: 'later',
                  what: 'Architecture, Fire safety and Sanitary control give their opinions',
                  when: 'by 10 March',
                },
                { state: 'later', what: 'The municipality of Mill district decides', when: 'by 14 March' },
              ]}
            />
          </Section>
        </>
      }
      side={
        <>
          <Card title="Promised by">
            <Clock due="14 March 2026" holder="15 working days" source="Set by resolution 149" />
          </Card>
          <Qr svg={QR} label="Check this receipt" code="7Q4M-X2KD-91" />
        </>
      }
    />
  </SampleShell>
)
