import type { EvaluateOptions } from './feel.ts'
import { FeelError, type Place } from './feel-error.ts'
import { CALLS_AT_MOST, ELEMENTS_AT_MOST, NOTES_AT_MOST, STEPS_AT_MOST, TEXT_AT_MOST } from './limits.ts'
import type { Tracer } from './trace/tracer.ts'
import { FeelDateTime } from './values/date-time.ts'

/** One evaluation: what it has used of its limits, the time it was given, and why values became null. */
export class Run {
  private steps = 0
  private depth = 0
  /** Why values became null. */
  readonly notes: string[] = []
  /** What is wrong with the model or what it was given. */
  readonly errors: string[] = []
  /** Who writes down how it went; off unless somebody asked. */
  tracer: Tracer | undefined = undefined
  private readonly clock: EvaluateOptions
  private read: FeelDateTime | undefined

  /**
   * @param clock the time of now() and today(), as ISO text with an offset or a region, asked for when it is needed alone;
   *   null when there is none
   */
  constructor(clock: EvaluateOptions) {
    this.clock = clock
  }

  /**
   * The time of this evaluation, read when it is first asked for; null when it was given none.
   * @throws FeelError when what it was given is no date and time with an offset
   */
  get now(): FeelDateTime | null {
    const { now } = this.clock
    if (now === null) return this.note('there is no clock here: now() and today() are not known')
    this.read ??= FeelDateTime.parse(now)
    if (!this.read?.zone) throw new FeelError('wrong-time', `"${now}" is no date and time with an offset`)
    return this.read
  }

  /** Counts a turn of a loop or a call. @throws FeelError over the limit */
  step(place: Place): void {
    if (++this.steps > STEPS_AT_MOST)
      throw new FeelError('too-many-steps', `the evaluation takes more than ${STEPS_AT_MOST} steps`, place)
  }

  /** @throws FeelError when functions call functions too deep */
  enter(place: Place): void {
    this.step(place)
    if (++this.depth > CALLS_AT_MOST)
      throw new FeelError('too-deep', `functions call each other more than ${CALLS_AT_MOST} deep`, place)
  }

  leave(): void {
    this.depth--
  }

  /** Says why a value is null. @returns null, the value */
  note(message: string, ofMember = false): null {
    if (this.notes.length < NOTES_AT_MOST && !this.notes.includes(message)) {
      this.notes.push(message)
      this.clock.note?.(message, ofMember)
    }
    return null
  }

  /** Says what is wrong. @returns null, the value */
  fail(message: string): null {
    if (this.errors.length < NOTES_AT_MOST && !this.errors.includes(message)) this.errors.push(message)
    return null
  }
}

/** @throws FeelError when a list of this length is not made */
export function checkLength(length: number, place?: Place): void {
  if (length > ELEMENTS_AT_MOST)
    throw new FeelError('list-too-long', `a list of more than ${ELEMENTS_AT_MOST} elements is not made`, place)
}

/** @throws FeelError when a text of this length is not made */
export function checkText(text: string, place?: Place): string {
  if (text.length > TEXT_AT_MOST)
    throw new FeelError('text-too-long', `a text of more than ${TEXT_AT_MOST} characters is not made`, place)
  return text
}
