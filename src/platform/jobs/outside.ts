import type { Database } from '../database/index.ts'
import type { Job } from './claim.ts'
import { markAnswered, markAway, takeProbes } from './outside-store.ts'
import { OutsideBusy, OutsideUnavailable } from './outside-unavailable.ts'

/** Questions that one worker has open at one system at once: the system's share, however long it lets them wait. */
const SHARE = 8

/** A question to an outside system. */
export interface Question<Answer> {
  system: string
  /** @throws OutsideUnavailable when there is no answer; any other error is one */
  ask(): Promise<Answer>
}

/** How the effect of a job reaches outside systems. */
export interface Outside {
  /**
   * Asks one system. Its job holds no hand of the worker meanwhile.
   * @throws OutsideUnavailable when it does not answer, or is known not to: then it is not asked
   */
  ask<Answer>(system: string, ask: () => Promise<Answer>): Promise<Answer>
  /**
   * Asks several, side by side; while one of them is away the others are not asked in vain.
   * @returns what became of each, in the order given
   */
  askAll<Answer>(questions: readonly Question<Answer>[]): Promise<PromiseSettledResult<Answer>[]>
  /**
   * Waits for work that goes on in a thread of its own. Its job holds no hand of the worker meanwhile.
   * @param work is told by the signal that the worker ends: what it throws then lets the job come back
   */
  apart<Answer>(work: (ends: AbortSignal) => Promise<Answer>): Promise<Answer>
}

export interface JobOutside extends Outside {
  /** False when the job met a silence that was known: its attempt does not count. */
  readonly counted: boolean
}

export interface OutsideSystems {
  /** @param putDown lets the worker begin another job while this one waits for an answer */
  forJob(job: Pick<Job, 'id'>, putDown?: () => void): JobOutside
  /** Sends away who waits for a turn: the worker ends. */
  close(): void
}

interface Line {
  open: number
  queue: { begin(): void; leave(error: Error): void }[]
}

/**
 * The outside systems as one worker meets them. One that does not answer is left alone, by all workers of the database,
 * but for a question now and then by one of the jobs that wait for it; its answer wakes them. None may have more than
 * its share of questions open, so that jobs for others, and what needs nobody outside, never wait behind a silent one.
 */
export function openOutside(database: Database, clock: () => string, share = SHARE): OutsideSystems {
  const lines = new Map<string, Line>()
  const ends = new AbortController()
  const lineOf = (system: string): Line => {
    const line = lines.get(system) ?? { open: 0, queue: [] }
    lines.set(system, line)
    return line
  }

  const begin = async (system: string): Promise<void> => {
    const line = lineOf(system)
    if (line.open < share) {
      line.open++
      return
    }
    if (line.queue.length >= share * 2) throw new OutsideBusy(system)
    await new Promise<void>((go, leave) => line.queue.push({ begin: go, leave }))
  }
  const end = (system: string): void => {
    const line = lineOf(system)
    const next = line.queue.shift()
    if (next) next.begin()
    else line.open--
  }
  const sendAway = (system: string, error: Error): void => {
    for (const waiting of lineOf(system).queue.splice(0)) waiting.leave(error)
  }

  const put = async <Answer>({ system, ask }: Question<Answer>, probe: boolean): Promise<Answer> => {
    await begin(system)
    try {
      const answer = await ask().catch(async (error: unknown) => {
        if (!(error instanceof OutsideUnavailable)) await answered(system)
        throw error
      })
      await answered(system)
      return answer
    } catch (error) {
      if (error instanceof OutsideUnavailable) {
        await markAway(database, { system, problem: error.message, probe, now: clock() })
        sendAway(system, new OutsideUnavailable(system, 'known', error.message))
      }
      throw error
    } finally {
      end(system)
    }
  }
  const answered = (system: string): Promise<void> => {
    const { open, queue } = lineOf(system)
    return markAnswered(database, system, Math.max(1, share - open - queue.length + 1), clock())
  }

  return {
    forJob(job, putDown = () => {}) {
      let counted = true
      const notAsked = <Answer>(error: OutsideUnavailable): PromiseSettledResult<Answer> => {
        counted = false
        return { status: 'rejected', reason: error }
      }
      const askAll = async <Answer>(questions: readonly Question<Answer>[]) => {
        const away = await takeProbes(
          database,
          [...new Set(questions.map((question) => question.system))],
          job.id,
          clock(),
        )
        putDown()
        const settled = new Map<Question<Answer>, PromiseSettledResult<Answer>>()
        const putAll = async (some: readonly Question<Answer>[], probe: boolean) => {
          const results = await Promise.allSettled(some.map((question) => put(question, probe)))
          for (const [at, result] of results.entries()) settled.set(some[at]!, result)
        }
        const isAway = (mine: boolean) => (question: Question<Answer>) =>
          away.some((known) => known.system === question.system && known.mine === mine)
        await putAll(questions.filter(isAway(true)), true)
        for (const question of questions.filter(isAway(false)))
          settled.set(question, notAsked(new OutsideUnavailable(question.system, 'known')))
        const silent = [...settled.values()].find((candidate) => candidate.status === 'rejected')
        if (silent) counted = false
        else
          await putAll(
            questions.filter((question) => !settled.has(question)),
            false,
          )
        return questions.map(
          (question) => settled.get(question) ?? notAsked<Answer>(silent!.reason as OutsideUnavailable),
        )
      }
      return {
        get counted() {
          return counted
        },
        askAll,
        apart(work) {
          putDown()
          return work(ends.signal)
        },
        async ask(system, ask) {
          const [result] = await askAll([{ system, ask }])
          if (result!.status === 'rejected') throw result!.reason
          return result!.value
        },
      }
    },
    close() {
      ends.abort()
      for (const system of lines.keys()) sendAway(system, new OutsideBusy(system))
    },
  }
}
