import type { Variables } from '../../../kernel/process/index.ts'

/** What a text may show before there is a case: the answers of an example, and a made-up person. */
export function exampleVariables(example: any, service: string, day: string): Variables {
  return {
    answers: example?.answers ?? {},
    applicant: { kind: 'person', name: '…', number: '…', birthDate: null },
    representative: null,
    service: { id: service, version: 1 },
    channel: 'web',
    filedOn: day,
    evidence: {},
  }
}
