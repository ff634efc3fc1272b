import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { CalendarData } from '../../../kernel/terms/index.ts'
import type { Known } from './known-cases.ts'
import type { Plan, Replicated } from './replicate.ts'
import type { SimulationMessage, SimulationSetup } from './simulation-worker.ts'

/** A way that cases are let run through. */
export interface Way extends Known {
  name: string
  bpmn: string
}
export interface WaySimulated {
  name: string
  came: Replicated | { error: string }
}

/** Why a simulation came to no end: too long, too much memory, cancelled, too many at once, a fault of ours. */
export const STOPS = ['time', 'memory', 'cancelled', 'busy', 'fault'] as const
export type Stop = (typeof STOPS)[number]

/** A simulation that came to no end. */
export class SimulationStopped extends Error {
  readonly why: Stop
  constructor(why: Stop, options?: ErrorOptions) {
    super(`the simulation was stopped: ${why}`, options)
    this.why = why
  }
}

/** What one thread may keep; 30 runs of 20,000 cases need a fifth of it. */
const MEGABYTES = 256
/** A timer that is to wait longer rings at once. */
const LONGEST = 2 ** 31 - 1

export interface Limits {
  /** After which it is given up. */
  milliseconds: number
  /** Of plans that keep working hours. */
  calendar?: CalendarData | undefined
  /** Cancels it. */
  signal?: AbortSignal
  /** Is told how much of all is done, 0 to 1. */
  progress?(share: number): void
}

/**
 * Simulates in a thread of its own, so that whoever asks goes on answering others.
 * @returns what came of each way, the same as `replicate` gives
 * @throws SimulationStopped
 */
export function simulateApart(
  ways: readonly Way[],
  plan: Plan,
  { milliseconds, calendar, signal, progress }: Limits,
): Promise<WaySimulated[]> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new SimulationStopped('cancelled'))
    const thread = new Worker(threadFile(), {
      workerData: { ways, plan, calendar } satisfies SimulationSetup,
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    })
    const stop = (why: Stop, cause?: unknown) => {
      over()
      reject(new SimulationStopped(why, { cause }))
    }
    const cancel = () => stop('cancelled')
    const timer = setTimeout(() => stop('time'), Math.min(milliseconds, LONGEST))
    signal?.addEventListener('abort', cancel)
    const over = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      void thread.terminate()
    }
    thread.on('message', (message: SimulationMessage) => {
      if ('share' in message) return progress?.(message.share)
      over()
      resolve(message.came)
    })
    thread.on('error', (error: Error & { code?: string }) =>
      stop(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'fault', error),
    )
    thread.on('exit', () => stop('fault'))
  })
}

/** Beside the bundle as JavaScript, beside this file as TypeScript. */
function threadFile(): string {
  const folder = dirname(fileURLToPath(import.meta.url))
  const bundled = join(folder, 'simulation-worker.js')
  return existsSync(bundled) ? bundled : join(folder, 'simulation-worker.ts')
}
