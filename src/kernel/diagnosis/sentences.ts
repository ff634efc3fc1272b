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
  'done-again': {
    message: '"{step}" is done again, {share} times in 100 of {count} cases',
    remedy: 'look why: a check belongs before it, or into the form',
  },
  'done-in-vain': {
    message: '"{step}" is done before "{first}", after which some cases need it no more',
    remedy: 'do it behind the gateway, only where it is needed',
  },
  'tests-out-of-order': {
    message: 'tests that refuse seldom and take long stand first: {steps}',
    remedy: 'sort them by refusals for each minute of work: {order}',
  },
  'two-kinds': {
    message: '"{step}" has short and long cases: {share} % take {minutes} minutes, the others {longer}',
    remedy: 'let the short ones have a lane of their own: {condition}',
  },
  'done-in-batches': {
    message: '"{step}" lets cases wait for each other: {share}',
    remedy: 'do each case when it comes',
  },
  'approval-changes-nothing': {
    message: '"{step}" changes nothing in {share} % of cases, and the same body did "{first}"',
    remedy: 'let who does the work decide, and look at a sample',
  },
  'rare-way': {
    message: '{share} % of cases take the way by {steps}',
    remedy: 'make it a sub-process of its own, out of the main flow',
  },
  'too-few-hands': {
    message: '{body} is busy {share} % of its working time with {count} people: {steps}',
    remedy: 'give it {needed} people, or work that others may take',
  },
  'many-bodies': {
    message: '{count} bodies work on a case: {steps}',
    remedy: 'give work that no law ties to a body to its neighbour',
  },
}

/** A finding in a sentence, with what to do. */
export function sentenceOf({ rule, values }: Finding): { message: string; remedy: string } {
  const { message, remedy } = SENTENCES[rule]
  return { message: message.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''), remedy }
}
