import { z } from 'zod'
import { keyOf, RULES, type Finding } from '../../../kernel/diagnosis/index.ts'

/** A finding as the interface shows it. */
export const ShownFinding = z.object({
  /** Names it for `fix`. */
  key: z.string(),
  rule: z.string(),
  /** Number of the pattern of re-engineering, and who described it. */
  pattern: z.int(),
  source: z.string(),
  elements: z.array(z.string()),
  values: z.record(z.string(), z.string()),
  evidence: z.array(z.string()),
  fixable: z.boolean(),
})

export const shownFinding = (finding: Finding): z.output<typeof ShownFinding> => ({
  key: keyOf(finding),
  rule: finding.rule,
  pattern: RULES[finding.rule].pattern,
  source: RULES[finding.rule].source,
  elements: finding.elements,
  values: finding.values,
  evidence: finding.evidence,
  fixable: finding.fix !== undefined,
})
