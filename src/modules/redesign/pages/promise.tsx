import type { z } from 'zod'
import type { Speech } from '../../../platform/i18n/index.ts'
import { LinkButton, Notice, Section, Table } from '../../../ui/index.ts'
import type { readPromise } from '../use/read-promise.ts'

/** What a service promised beside what people lived; an alarm when it is worse, and the way to the next round. */
export function PromiseKept({
  speech,
  service,
  kept,
}: {
  speech: Speech
  service: string
  kept: z.output<typeof readPromise.output>
}) {
  const say = (key: string, values: Record<string, string | number> = {}) => speech.t(`redesign.promise.${key}`, values)
  const days = (value: number | null) => (value === null ? '–' : speech.number(Math.round(value * 10) / 10))
  const nextRound = (
    <p>
      <LinkButton look="secondary" href={speech.path(`/studio/services/round?service=${encodeURIComponent(service)}`)}>
        {say('next-round')}
      </LinkButton>
    </p>
  )
  return (
    <Section title={say('title')}>
      {kept.worse ? (
        <Notice title={say('worse')} tone="refused" level={3}>
          <p>
            {kept.over === 0
              ? null
              : say('worse-text', {
                  over: speech.number(kept.over),
                  cases: speech.number(kept.cases),
                  days: days(kept.promisedDays),
                })}{' '}
            {kept.openOver === 0
              ? null
              : say('open-text', { open: speech.number(kept.openOver), days: days(kept.promisedDays) })}
          </p>
        </Notice>
      ) : null}
      <Table
        stack
        caption={say('caption', { version: kept.version })}
        note={say('note')}
        rows={[kept]}
        columns={[
          { header: say('promised'), number: true, cell: (row) => `${days(row.promisedDays)}${row.demo ? ' *' : ''}` },
          { header: say('median'), number: true, cell: (row) => days(row.medianDays) },
          { header: say('days-95'), number: true, cell: (row) => days(row.days95) },
          { header: say('over'), number: true, cell: (row) => speech.number(row.over) },
          { header: say('open-over'), number: true, cell: (row) => speech.number(row.openOver) },
          { header: say('cases'), number: true, cell: (row) => speech.number(row.cases) },
        ]}
      />
      {kept.demo ? <p class="soft">{say('demo')}</p> : null}
      {kept.mayGoOn && kept.cases > 0 ? nextRound : null}
    </Section>
  )
}
