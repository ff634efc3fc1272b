import { putOffUntil } from '../../../kernel/case/index.ts'
import type { Variables } from '../../../kernel/process/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import type { Application } from './application.ts'

/** Until when an offer may be put off. Days are local. */
export interface PuttingOff {
  /** The day that is meant where none is given; absent: it is over, so one has to be given. */
  unlessSaid?: string
  /** The last day. */
  last: string
  /** Today is that day, or later. */
  isOver: boolean
}

/** @returns undefined where no event began the case */
export function puttingOff(
  { trigger }: Pick<RunnableService['passport'], 'trigger'>,
  variables: Variables,
  { filedAt }: Pick<Application, 'filedAt'>,
  { country, now }: { country: Pick<Country, 'localDate'>; now: string },
): PuttingOff | undefined {
  const event = variables['event'] as { on?: unknown } | null | undefined
  if (!trigger || typeof event?.on !== 'string') return undefined
  const today = country.localDate(now)
  const last = putOffUntil(trigger, event.on, country.localDate(filedAt))
  return { last, isOver: last <= today, ...(event.on > today && event.on <= last ? { unlessSaid: event.on } : {}) }
}
