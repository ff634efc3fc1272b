import type { PageContext } from '../../../platform/http/index.ts'
import { Button, Form, Section, Table, Moment } from '../../../ui/index.ts'

/** An outside system that does not answer, as the overview tells of it. */
export interface ShownSystem {
  system: string
  since: string
  triedAt: string
  waiting: number
  problem: string
}

/** What a system is called: a register by its own name, others by what they do. */
export function nameOfSystem({ speech, world }: PageContext<'country'>, system: string): string {
  if (system.startsWith('register:'))
    return world.country.registerName(system.slice('register:'.length), speech.language)
  return speech.has(`admin.system.${system}`) ? speech.t(`admin.system.${system}`) : system
}

/** Which outside systems are away, since when, how much waits for each, and a button that asks at once. */
export function OutsideSystems({
  context,
  systems,
}: {
  context: PageContext<'country'>
  systems: readonly ShownSystem[]
}) {
  const { speech } = context
  return (
    <Section title={speech.t('admin.systems-away')}>
      <p>{speech.t('admin.systems-note')}</p>
      <Table
        caption={speech.t('admin.systems-away')}
        captionHidden
        stack
        tone={() => 'refused'}
        rows={systems}
        columns={[
          { header: speech.t('admin.system-head'), main: true, cell: (system) => nameOfSystem(context, system.system) },
          {
            header: speech.t('process.since'),
            cell: (system) => <Moment at={system.since}>{speech.dateTime(system.since)}</Moment>,
          },
          {
            header: speech.t('admin.system-tried'),
            cell: (system) => <Moment at={system.triedAt}>{speech.dateTime(system.triedAt)}</Moment>,
          },
          { header: speech.t('admin.system-waiting'), number: true, cell: (system) => speech.number(system.waiting) },
          { header: speech.t('process.cause'), cell: (system) => system.problem },
          {
            header: speech.t('admin.system-try'),
            cell: (system) => (
              <Form action={speech.path(`/administration/systems/${encodeURIComponent(system.system)}/try`)}>
                <Button look="secondary">
                  {speech.t('admin.system-try')}
                  <span class="hidden-visually">: {nameOfSystem(context, system.system)}</span>
                </Button>
              </Form>
            ),
          },
        ]}
      />
    </Section>
  )
}
