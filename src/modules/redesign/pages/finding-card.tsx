import type { z } from 'zod'
import type { Child } from '../../../kernel/markup/index.ts'
import type { Speech } from '../../../platform/i18n/index.ts'
import { Card, Disclosure } from '../../../ui/index.ts'
import type { ShownFinding } from '../use/shown-finding.ts'

export type Shown = z.output<typeof ShownFinding>

const VALUES = [
  'step',
  'first',
  'third',
  'document',
  'register',
  'steps',
  'count',
  'body',
  'other',
  'share',
  'minutes',
  'longer',
  'condition',
  'order',
  'needed',
]

/** Of those the ones that name a body of the model. */
const BODIES = ['body', 'other']

/** A finding in a sentence. @param nameOf what people call a body of the model */
export const sentence = (
  speech: Speech,
  { rule, values }: Pick<Shown, 'rule' | 'values'>,
  nameOf: (office: string) => string,
): string =>
  speech.t(`redesign.rule.${rule}.found`, {
    ...Object.fromEntries(VALUES.map((name) => [name, ''])),
    ...values,
    ...Object.fromEntries(BODIES.flatMap((name) => (values[name] ? [[name, nameOf(values[name])]] : []))),
  })

export interface FindingCardProps {
  speech: Speech
  nameOf: (office: string) => string
  /** All of one rule. */
  findings: readonly Shown[]
  /** Where the change is looked at, or what asks for that. */
  previewOf(finding: Shown): string | { button: Child }
}

function ToPreview({ speech, finding, to }: { speech: Speech; finding: Shown; to: string | { button: Child } }) {
  if (typeof to !== 'string') return <>{to.button}</>
  return (
    <a href={to}>
      {speech.t('redesign.preview')}
      <span class="hidden-visually">: {finding.values['step'] || finding.values['steps']}</span>
    </a>
  )
}

/** What one rule found: what would help, each place with the way to look at its change, and what shows it. */
export const FindingCard = ({ speech, nameOf, findings, previewOf }: FindingCardProps) => {
  const [first] = findings
  if (!first) return null
  const name = speech.t(`redesign.rule.${first.rule}.name`)
  return (
    <Card
      title={findings.length > 1 ? `${name} (${speech.number(findings.length)})` : name}
      {...(findings.some((finding) => finding.fixable) ? { tone: 'waits' as const } : {})}
    >
      <p>{speech.t(`redesign.rule.${first.rule}.remedy`)}</p>
      <ul>
        {findings.map((finding) => (
          <li>
            {sentence(speech, finding, nameOf)}{' '}
            {finding.fixable ? (
              <ToPreview speech={speech} finding={finding} to={previewOf(finding)} />
            ) : (
              <span class="soft">{speech.t('redesign.by-hand')}</span>
            )}
          </li>
        ))}
      </ul>
      <Disclosure summary={speech.t('redesign.evidence')}>
        <ul>
          {findings.flatMap((finding) =>
            finding.evidence.map((line) => (
              <li>
                <code>{line}</code>
              </li>
            )),
          )}
        </ul>
        <p class="small soft">{speech.t('redesign.pattern', { number: first.pattern, source: first.source })}</p>
      </Disclosure>
    </Card>
  )
}
