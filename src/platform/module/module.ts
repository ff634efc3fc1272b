import type { Hono } from 'hono'
import type { Config } from '../config/index.ts'
import type { Tx } from '../database/index.ts'
import type { DomainEvent, Listener } from '../events/index.ts'
import type { Page } from '../http/index.ts'
import type { JobHandler } from '../jobs/index.ts'
import type { Rights, RightsRow } from '../rights/index.ts'
import type { AnyUseCase, Need, Performer, UseCase, World } from '../use-case/index.ts'
import type { Foundation } from './foundation.ts'
import type { MenuEntry } from './menu.ts'
import type { AuditedRecords, VerifiableCode, VerifiableFile } from './verdict.ts'

/** Something that renews itself: its first run is put into the queue at every start, which changes nothing when it is there. */
export type Schedule = (tx: Tx, now: string) => Promise<void>

/** Ends what a room opened (connections, threads) when the process ends. */
export type Closing = (end: () => Promise<void> | void) => void

/**
 * What a room is, said once. Composition, interface and its description, rights matrix, golden files, menus,
 * `darcha verify` and the check of doors read this and nothing else: a new room is its folder, its line in the list of
 * rooms, and its texts.
 */
export interface Module {
  name: string
  /** What its part of the interface is for, in a sentence. */
  about?: string
  /** Rooms whose door its code goes through. */
  uses: readonly string[]
  /** What it takes of what others furnish. */
  needs: readonly Need[]
  /** What it furnishes. */
  gives: readonly Need[]
  /** Makes what it gives others; called once a process, in the order of the list, the world filled so far. */
  furnishes?(foundation: Foundation, world: World): Partial<World> | Promise<Partial<World>>
  /** Called once when everything is furnished: where a room hangs its listeners. */
  connects?(foundation: Foundation, world: World): void
  useCases(config: Config): readonly AnyUseCase[]
  rights: Rights
  /** Its rows of the matrix of rights: who is let in to each of its use cases, tried over HTTP. */
  matrix: readonly RightsRow[]
  pages(config: Config): readonly Page[]
  /** Handlers of its jobs; made when a worker asks for them. */
  jobs?(foundation: Foundation, world: World, closing: Closing): JobHandler[] | Promise<JobHandler[]>
  schedules: readonly Schedule[]
  /**
   * Of these names of stored files, those that something of the room names. Whoever takes the store says it: what no
   * room names goes in the end.
   */
  holdsFiles?(tx: Tx, names: readonly string[], asked: { now: string; world: World }): Promise<readonly string[]>
  /** Kinds of events it tells beside those of its changes. */
  events: readonly DomainEvent[]
  /** What it listens to, of itself and of others. */
  listens: readonly Listener[]
  navigation: readonly MenuEntry[]
  administration: readonly MenuEntry[]
  verifies: { files: readonly VerifiableFile[]; codes: readonly VerifiableCode[]; records: readonly AuditedRecords[] }
  /** Addresses that are neither pages nor use cases: callbacks, downloads, files as such. */
  routes?(app: Hono, foundation: Foundation, world: World, performer: Performer): void
  /** Those of them that belong to the interface, as OpenAPI describes them. */
  described: Record<string, unknown>
}

/** A use case that needs no more than its room takes and gives. */
type UseCaseWithin<Needs extends Need> = UseCase<string, any, any, Needs>

/** Any event, for lists. */
type AnyEvent = DomainEvent<string, any>

/** What a room furnishes, no more and no less than it said. */
type Furnished<Gives extends Need> = Pick<World, NoInfer<Gives>>

type Made<List> = List | ((config: Config) => List)

/**
 * A room's description as it writes it: what it does not have, it does not name.
 * @typeParam Needs what it takes of other rooms @typeParam Gives what it furnishes; both only as the lists name them
 */
export interface ModuleDescription<Needs extends Need, Gives extends Need> {
  name: string
  about?: string
  uses?: readonly string[]
  needs?: readonly Needs[]
  gives?: readonly Gives[]
  furnishes?(foundation: Foundation, world: Pick<World, NoInfer<Needs>>): Furnished<Gives> | Promise<Furnished<Gives>>
  connects?(foundation: Foundation, world: Pick<World, NoInfer<Needs | Gives>>): void
  useCases?: Made<readonly UseCaseWithin<NoInfer<Needs | Gives>>[]>
  rights?: Rights
  matrix?: readonly RightsRow[]
  pages?: Made<readonly Page<NoInfer<Needs | Gives>>[]>
  jobs?(
    foundation: Foundation,
    world: Pick<World, NoInfer<Needs | Gives>>,
    closing: Closing,
  ): JobHandler[] | Promise<JobHandler[]>
  schedules?: readonly Schedule[]
  holdsFiles?(
    tx: Tx,
    names: readonly string[],
    asked: { now: string; world: Pick<World, NoInfer<Needs | Gives>> },
  ): Promise<readonly string[]>
  events?: readonly AnyEvent[]
  listens?: readonly Listener[]
  navigation?: readonly MenuEntry[]
  administration?: readonly MenuEntry[]
  verifies?: {
    files?: readonly VerifiableFile[]
    codes?: readonly VerifiableCode[]
    records?: readonly AuditedRecords[]
  }
  routes?(
    app: Hono,
    foundation: Foundation,
    world: Pick<World, NoInfer<Needs | Gives>>,
    performer: Performer<NoInfer<Needs | Gives>>,
  ): void
  described?: Record<string, unknown>
}

/**
 * Describes a room. A use case, job or page that takes what the room names neither in `needs` nor in `gives` is a
 * compile error.
 */
export function describeModule<const Needs extends Need = never, const Gives extends Need = never>(
  description: ModuleDescription<Needs, Gives>,
): Module {
  const { useCases = [], pages = [], verifies = {} } = description
  return {
    uses: [],
    needs: [],
    gives: [],
    rights: {},
    matrix: [],
    schedules: [],
    events: [],
    listens: [],
    navigation: [],
    administration: [],
    described: {},
    ...(description as Partial<Module>),
    name: description.name,
    useCases: (config) => (typeof useCases === 'function' ? useCases(config) : useCases),
    pages: (config) => (typeof pages === 'function' ? pages(config) : pages),
    verifies: { files: verifies.files ?? [], codes: verifies.codes ?? [], records: verifies.records ?? [] },
  }
}
