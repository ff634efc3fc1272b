import type { CompiledGraph } from './graph.ts'
import { ProcessError } from './process-error.ts'
import { takeEvent, tried, type StepOutcome } from './step.ts'
import { TokenGame } from './token-game.ts'
import type { Environment, Graph, ProcessEvent, State } from './types.ts'

const EVENTS_TO_REPEAT = 1_000

/**
 * A case that stays in memory between its steps, so that a step costs what it moves and not what rests. The steps are
 * those of `step`; a step that can't be taken is taken back by repeating those before it, which are pure.
 */
export class CaseSession {
  private readonly graph: CompiledGraph
  private game: TokenGame
  private started = false
  /** A state of before, and what the case was given since. */
  private kept: State | null = null
  private since: { event: ProcessEvent; environment: Environment }[] = []
  private written: State | undefined

  /** @param state of a case that runs; nothing of one that has not started */
  constructor(graph: Graph, environment: Environment, state: State | null = null) {
    this.graph = graph as CompiledGraph
    this.game = new TokenGame(this.graph, state, environment)
    this.started = state !== null
    this.kept = state
  }

  /** The case as it would be stored now. */
  get state(): State {
    return (this.written ??= this.game.state())
  }

  /** Gives the case an event. @throws ProcessError when it can't take it; nothing has changed then */
  take(event: ProcessEvent, environment: Environment): StepOutcome {
    const starting = !this.started
    this.game.again(environment)
    let outcome: StepOutcome
    try {
      outcome = tried(this.game, starting, () => takeEvent(this.game, starting, event))
    } catch (error) {
      if (!(error instanceof ProcessError)) this.repeat()
      throw error
    }
    if (outcome.incident && outcome.outcome === 'running') {
      this.repeat()
      return outcome
    }
    this.started = true
    this.written = undefined
    this.since.push({ event, environment })
    if (this.since.length >= EVENTS_TO_REPEAT) this.keep()
    return outcome
  }

  private keep(): void {
    this.kept = this.state
    this.since = []
  }

  /** Takes the case back to the end of its last step. */
  private repeat(): void {
    const { kept, since } = this
    const { environment } = this.game
    this.game = new TokenGame(this.graph, kept, environment)
    for (const [at, past] of since.entries()) {
      const starting = kept === null && at === 0
      this.game.again(past.environment)
      tried(this.game, starting, () => takeEvent(this.game, starting, past.event))
    }
    this.game.again(environment)
  }
}
