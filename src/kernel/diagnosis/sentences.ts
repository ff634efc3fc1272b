import type { Finding, RuleId } from './finding.ts'

/** Sentences of the command; pages say the same in the languages of the interface. */
const SENTENCES: Record<RuleId, { message: string; remedy: string }> = {
  'held-by-state': {
    message: '"{step}" asks the applicant for what the state holds: {document}',
    remedy: 'let the register be asked instead',
  },
  'asked-twice': {
    message: '"{step}" asks or checks again what "{first}" did: {document}',
    remedy: 'leave the second out',
  },
  'visit-for-paper': {
    message: '"{step}" is a visit only to hand over or to collect paper',
    remedy: 'let it be filed and sent electronically',
  },
  'opinions-in-series': {
    message: '{count} bodies answer one after the other, and none needs what another said: {steps}',
    remedy: 'ask them at the same time',
  },
  'ping-pong': {
    message: 'the case goes from {body} to {other} and straight back: "{first}", "{step}", "{third}"',
    remedy: 'give the work to one of them, or let the other be asked for data',
  },
  'decided-by-table': {
    message: '"{step}" is decided by a person, and the data alone tell the answer',
    remedy: 'let a decision table decide it',
  },
  'no-law': { message: 'no law is named for: {steps}', remedy: 'name the law in darcha:basis, or leave the step out' },
  'same-hands': {
    message: '"{first}" and "{step}" follow each other in the same hands',
    remedy: 'make one step of them',
  },
  'returned-to-applicant': {
    message: '"{first}" sends the application back to the applicant: "{step}"',
    remedy: 'check it by rule of the form, before it is filed',
  },
}

/** A finding in a sentence, with what to do. */
export function sentenceOf({ rule, values }: Finding): { message: string; remedy: string } {
  const { message, remedy } = SENTENCES[rule]
  return { message: message.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''), remedy }
}
