import type { Outcome } from './outcomes.ts'

/** What a result may carry beside its outcome. */
export type ResultPart = 'reason' | 'note'

/** One way in which an act can end. */
export interface ActOutcome {
  /** Parts without which it is refused: a ground of the passport, a note in plain words. */
  needs?: readonly ResultPart[]
  /** A ground of the passport may be given, though it need not. A note may be given with every outcome. */
  mayReason?: true
  /** What else it takes: an hour, a line of what is offered, a day until which it is put off. */
  takes?: readonly ('at' | 'line' | 'until')[]
  /** It says no, or undoes another's work: stands second on the screen, and is asked about before it is sent. */
  against?: true
  /** Kind of its line on the timeline; absent = it has none of its own. Its text is `act.<act>.<outcome>.line`. */
  line?: string
  /** Its line is read by those who work on the case only. */
  internal?: true
  /** The act is itself a decision of the case, in force when it is taken. */
  decides?: Outcome
  /** What is decided when it is signed or the process goes that way. */
  proposes?: Outcome
  /** What it finds of the application, for whoever decides on it. */
  finds?: 'for' | 'against'
  /** The applicant does not want what is offered: a case that ends by it was declined, and did not lapse. */
  declines?: true
  /** It puts an offer off until a day. */
  putsOff?: true
  /** Puts the person's name under what was proposed. */
  signs?: true
}

/**
 * What a person does in a task (docs/handbook/service-format.md). An entry here and its texts in `texts/<language>/act.yaml`
 * are all that an act is made of: the screen, the line on the timeline, the check of services and the API read them.
 */
export interface Act {
  performer: 'office' | 'applicant'
  /** In the order of the screen: what goes on first. */
  outcomes: Readonly<Record<string, ActOutcome>>
  /** It has a use case of its own: its result can't be given as another's is. */
  ownWay?: true
  /** It takes place somewhere on a day, which is recorded with it and never lies ahead. */
  happens?: true
  /** The officer's note is read by the applicant. */
  noteToApplicant?: true
  /** The document that was prepared is shown before the result is given. */
  showsDocument?: true
  /** What is offered is shown line by line, and each line can be called wrong. */
  showsOffer?: true
  /** What the applicant objects to is shown before the result is given. */
  showsObjection?: true
}

const acts = {
  examine: {
    performer: 'office',
    noteToApplicant: true,
    outcomes: { ok: { line: 'examined' }, correct: { needs: ['note'], against: true, line: 'returned' } },
  },
  opinion: {
    performer: 'office',
    noteToApplicant: true,
    outcomes: {
      agree: { line: 'agreed', finds: 'for' },
      object: { needs: ['note'], mayReason: true, against: true, line: 'objected', finds: 'against' },
    },
  },
  inspect: {
    performer: 'office',
    happens: true,
    noteToApplicant: true,
    outcomes: {
      fit: { line: 'inspected-fit', finds: 'for' },
      unfit: { needs: ['note'], against: true, line: 'inspected-unfit', finds: 'against' },
    },
  },
  decide: {
    performer: 'office',
    noteToApplicant: true,
    outcomes: {
      grant: { line: 'decided', proposes: 'granted' },
      refuse: { needs: ['reason'], against: true, line: 'decided', proposes: 'refused' },
    },
  },
  sign: {
    performer: 'office',
    showsDocument: true,
    outcomes: {
      sign: { line: 'signed', signs: true },
      return: { needs: ['note'], against: true, line: 'returned-by-head', internal: true },
    },
  },
  appeal: {
    performer: 'office',
    noteToApplicant: true,
    showsObjection: true,
    outcomes: {
      overturn: { needs: ['note'], line: 'appeal-overturned', decides: 'overturned' },
      uphold: { needs: ['note'], mayReason: true, against: true, line: 'appeal-upheld', decides: 'upheld' },
    },
  },
  correct: { performer: 'applicant', ownWay: true, outcomes: { corrected: {} } },
  'choose-slot': { performer: 'applicant', ownWay: true, outcomes: { chosen: { takes: ['at'] } } },
  confirm: {
    performer: 'applicant',
    outcomes: { confirmed: { line: 'confirmed' }, declined: { against: true, line: 'declined', declines: true } },
  },
  'answer-offer': {
    performer: 'applicant',
    showsOffer: true,
    outcomes: {
      accepted: { line: 'offer-accepted' },
      postponed: { takes: ['until'], line: 'offer-postponed', putsOff: true },
      disputed: { needs: ['note'], takes: ['line'], against: true, line: 'offer-disputed' },
      refused: { against: true, line: 'offer-refused', declines: true },
    },
  },
  pay: { performer: 'applicant', ownWay: true, outcomes: { paid: {} } },
} as const satisfies Record<string, Act>

export type ActName = keyof typeof acts

/** Every act, by its name. */
export const ACTS: Readonly<Record<ActName, Act>> = acts

/** The act of a task where the model names none. */
export const DEFAULT_ACT: ActName = 'examine'

export const findAct = (name: string): Act | undefined =>
  Object.hasOwn(ACTS, name) ? ACTS[name as ActName] : undefined

export const findOutcome = (act: string, outcome: string): ActOutcome | undefined => {
  const outcomes = findAct(act)?.outcomes
  return outcomes && Object.hasOwn(outcomes, outcome) ? outcomes[outcome] : undefined
}

/** Keys of an act's texts, `texts/<language>/act.yaml`. */
export const actKey = {
  /** What it is called in a worklist. */
  name: (act: string) => `act.${act}.name`,
  /** What is asked of the applicant; `{amount}` of a payment. */
  task: (act: string) => `act.${act}.task`,
  /** The button that leads an applicant to it. */
  open: (act: string) => `act.${act}.open`,
  /** What the cabinet tells of it. */
  notice: (act: string) => `act.${act}.notice`,
  /** The button that gives an outcome, and the outcome once it is given. */
  do: (act: string, outcome: string) => `act.${act}.${outcome}.do`,
  said: (act: string, outcome: string) => `act.${act}.${outcome}.said`,
} as const

/** Keys of the texts that an act needs. */
export function textsOfAct(name: string): string[] {
  const { performer, ownWay, outcomes } = ACTS[name as ActName]
  const [head, ...more] = performer === 'office' ? [actKey.name] : [actKey.task, actKey.open, actKey.notice]
  return [
    ...[head!, ...more].map((key) => key(name)),
    ...Object.entries(outcomes).flatMap(([outcome, { line }]) => [
      ...(ownWay ? [] : [actKey.do(name, outcome)]),
      actKey.said(name, outcome),
      ...(line ? [`act.${name}.${outcome}.line`] : []),
    ]),
  ]
}

/** Key of the words for an outcome whose act is not at hand: the first act that has it; undefined for what is none. */
export function saidKey(outcome: string): string | undefined {
  const act = Object.entries(ACTS).find(([, { outcomes }]) => Object.hasOwn(outcomes, outcome))
  return act && actKey.said(act[0], outcome)
}

/** Key of the text of a line of the timeline that an act has; undefined for lines of other events. */
export function lineKey(line: string): string | undefined {
  for (const [act, { outcomes }] of Object.entries(ACTS))
    for (const [outcome, actOutcome] of Object.entries(outcomes))
      if (actOutcome.line === line) return `act.${act}.${outcome}.line`
  return undefined
}
