import {
  isFavourable,
  isRefusal,
  standingKey,
  standingOf,
  type Outcome,
  type Status,
} from '../../../../kernel/case/index.ts'
import type { Speech } from '../../../../platform/i18n/index.ts'
import { StatusTag, Tag } from '../../../../ui/index.ts'

/** How a case stands, as lists and headings say it: what was decided; its status while nothing is. */
export function CaseTag({ speech, of }: { speech: Speech; of: { status: Status; outcome: Outcome | null } }) {
  const standing = standingOf(of)
  const text = speech.t(standingKey(standing))
  if (standing.by === 'status') return <StatusTag status={standing.status} text={text} />
  if (standing.by === 'appeal') return <Tag tone="waits">{text}</Tag>
  const { outcome } = standing
  return (
    <Tag tone={isFavourable(outcome) || outcome === 'overturned' ? 'done' : isRefusal(outcome) ? 'refused' : 'neutral'}>
      {text}
    </Tag>
  )
}
