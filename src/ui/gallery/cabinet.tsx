import { Card, EmptyState, PageHeading, Progress, Section, Stack, StatusTag, Tabs, TaskCard } from '../index.ts'
import { citizen, SampleShell, type GalleryVoice } from './sample-shell.tsx'

export const Cabinet = ({ voice }: { voice: GalleryVoice }) => (
  <SampleShell voice={voice} title="My cabinet" person={citizen}>
    <PageHeading title="My cabinet" />
    <Tabs
      label="My cabinet"
      tabs={[
        { href: '#', text: 'Applications', current: true, count: '3' },
        { href: '#', text: 'My documents' },
        { href: '#', text: 'My data and who looked at it' },
        { href: '#', text: 'People I act for' },
        { href: '#', text: 'Messages', count: '1', tone: 'action' },
        { href: '#', text: 'My comments' },
      ]}
    />
    <Section title="For you to do">
      <Stack gap="small">
        <TaskCard
          title="Pay 72 900 crowns"
          due="by 28 April"
          detail="Permit to rebuild a house · 2026-10-001234"
          action={{ href: '#', text: 'Pay' }}
        />
        <TaskCard
          title="Answer the architect's question"
          due="2 working days late"
          late
          detail="Permit to rebuild a house · the clock stands still until you answer"
          action={{ href: '#', text: 'Answer' }}
        />
      </Stack>
    </Section>
    <Section title="In progress">
      <Stack gap="small">
        <Card title="Permit to rebuild a house" href="#">
          <p>
            <StatusTag status="in_progress" text="In progress" /> <span class="soft num">2026-10-001234</span>
          </p>
          <Progress
            value={2}
            max={5}
            label="2 of 5 steps done"
            text="At Architecture since 2 March · promised 14 March · usually 9 March"
          />
        </Card>
        <Card title="Guardianship of an adult" href="#">
          <p>
            <StatusTag status="awaiting_payment" text="Awaiting payment" /> <span class="soft num">2026-10-001180</span>
          </p>
        </Card>
      </Stack>
    </Section>
    <Section title="Finished">
      <Card title="Certificate of no criminal record" href="#">
        <p>
          <StatusTag status="completed" text="Completed" /> <span class="soft">12 January 2026</span>
        </p>
      </Card>
      <Card title="Place in a kindergarten" href="#">
        <p>
          <StatusTag status="refused" text="Refused" /> <span class="soft">You can appeal until 20 April</span>
        </p>
      </Card>
    </Section>
    <Section title="Drafts">
      <EmptyState title="You have no drafts">What you begin and do not send waits here for 30 days.</EmptyState>
    </Section>
  </SampleShell>
)
