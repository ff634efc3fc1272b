import type { z } from 'zod'
import type { Speech } from '../../../platform/i18n/index.ts'
import { Card, Disclosure, LinkButton, Tag } from '../../../ui/index.ts'
import type { ShownFinding } from '../use/shown-finding.ts'

export type Shown = z.output<typeof ShownFinding>

/** A finding in a sentence. */
export const sentence = (speech: Speech, { rule, values }: Shown): string =>
  speech.t(`redesign.rule.${rule}.found`, {
    ...Object.fromEntries(
      ['step', 'first', 'third', 'document', 'register', 'steps', 'count', 'body', 'other'].map((name) => [name, '']),
    ),
    ...values,
  })

/** What was found, by what it is shown, what would help, and the way to look at it. */
export const FindingCard = ({ speech, finding, preview }: { speech: Speech; finding: Shown; preview: string }) => (
  <Card
    title={speech.t(`redesign.rule.${finding.rule}.name`)}
    level={3}
    {...(finding.fixable ? { tone: 'waits' as const } : {})}
  >
    <p>{sentence(speech, finding)}</p>
    <p class="soft">{speech.t(`redesign.rule.${finding.rule}.remedy`)}</p>
    <Disclosure summary={speech.t('redesign.evidence')}>
      <ul>
        {finding.evidence.map((line) => (
          <li>
            <code>{line}</code>
          </li>
        ))}
      </ul>
      <p class="small soft">{speech.t('redesign.pattern', { number: finding.pattern, source: finding.source })}</p>
    </Disclosure>
    {finding.fixable ? (
      <p>
        <LinkButton look="tertiary" href={preview}>
          {speech.t('redesign.preview')}
          <span class="hidden-visually">: {sentence(speech, finding)}</span>
        </LinkButton>
      </p>
    ) : (
      <p>
        <Tag>{speech.t('redesign.by-hand')}</Tag>
      </p>
    )}
  </Card>
)
