import { z } from 'zod'
import { REPLACEMENTS } from './adopt-part.ts'

const Id = z.string().regex(/^[A-Za-z_][\w-]{0,99}$/)
const Words = z.string().max(500)
const Attributes = z.record(z.string().regex(/^\w{1,40}$/), z.string().max(2_000).nullable())

/** Kinds of step that the outline adds, and that a step may become. */
export const STEP_TYPES = [
  'userTask',
  'serviceTask',
  'businessRuleTask',
  'sendTask',
  'scriptTask',
  'receiveTask',
  'callActivity',
  'manualTask',
  'intermediateThrowEvent',
  'endEvent',
] as const

/** Kinds of event: what it waits for, or what it says. */
export const EVENT_KINDS = [
  'timer',
  'message',
  'signal',
  'conditional',
  'error',
  'escalation',
  'link',
  'compensate',
  'terminate',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]
export const GATEWAYS = ['exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'eventBasedGateway'] as const
export const ROUNDS = ['once', 'at-once', 'in-turn', 'again'] as const
const What = z.string().max(2_000)

/** One edit of a process: what the outline does, and what a canvas could do too. */
export const ProcessEdit = z.discriminatedUnion('do', [
  /** Names a step and sets its `darcha:` attributes; null takes one out. */
  z.object({
    do: z.literal('set'),
    step: Id,
    name: Words.optional(),
    type: z.enum(STEP_TYPES).optional(),
    attributes: Attributes.default({}),
    /** Of a timer: how long it waits, or when it goes off. */
    after: z.string().min(1).max(200).optional(),
  }),
  /** Puts a new step on a flow. */
  z.object({
    do: z.literal('add'),
    flow: Id,
    step: Id,
    type: z.enum(STEP_TYPES),
    name: Words,
    lane: Id.optional(),
    attributes: Attributes.default({}),
  }),
  /** Takes a step out and joins what stood around it. */
  z.object({ do: z.literal('remove'), step: Id }),
  /** Changes places with the step before it. */
  z.object({ do: z.literal('earlier'), step: Id }),
  /** Puts a choice on a flow: where the condition holds, the case goes to a step that is there, or to a new end. */
  z.object({
    do: z.literal('choose'),
    flow: Id,
    step: Id,
    name: Words,
    condition: z.string().min(1).max(2_000),
    target: Id.optional(),
    end: z.object({ step: Id, name: Words, attributes: Attributes.default({}) }).optional(),
  }),
  /** Lets a new step be done at the same time as another. */
  z.object({
    do: z.literal('beside'),
    step: Id,
    other: Id,
    type: z.enum(STEP_TYPES),
    name: Words,
    attributes: Attributes.default({}),
  }),
  /** Where a flow leads, when it is taken, and how often (0 to 1, for simulations; empty: not said). */
  z.object({
    do: z.literal('lead'),
    flow: Id,
    target: Id.optional(),
    condition: z.string().max(2_000).optional(),
    share: z.string().max(20).optional(),
  }),
  /** A new way on, from a step that has others or none yet. */
  z.object({ do: z.literal('connect'), step: Id, target: Id, condition: z.string().max(2_000).default('') }),
  /** A new lane behind the last. */
  z.object({ do: z.literal('newLane'), lane: Id, name: Words }),
  /** Takes one of several ways on out. */
  z.object({ do: z.literal('cut'), flow: Id }),
  /** An event on a way, that waits or throws; of a link both ends. */
  z.object({
    do: z.literal('event'),
    flow: Id,
    step: Id,
    name: Words,
    kind: z.enum(EVENT_KINDS),
    what: What,
    throws: z.boolean().default(false),
  }),
  /** An event on the border of a step: when it comes, the case goes another way; the step ends unless `stops` says no. */
  z.object({
    do: z.literal('border'),
    on: Id,
    step: Id,
    name: Words,
    kind: z.enum(EVENT_KINDS),
    what: What,
    stops: z.boolean().default(true),
    target: Id,
  }),
  /** What an event waits for or says; `none`: nothing. */
  z.object({ do: z.literal('mark'), step: Id, kind: z.enum([...EVENT_KINDS, 'none']), what: What.default('') }),
  /** Puts a step into a new sub-process. */
  z.object({ do: z.literal('enclose'), step: Id, sub: Id, name: Words }),
  /** Another pool, of which nothing but its messages is shown; and a message to it, or from it. */
  z.object({ do: z.literal('pool'), pool: Id, name: Words }),
  z.object({ do: z.literal('message'), step: Id, pool: Id, comes: z.boolean().default(false) }),
  /** The way that is taken where no condition holds. */
  z.object({ do: z.literal('otherwise'), flow: Id }),
  z.object({ do: z.literal('gateway'), step: Id, type: z.enum(GATEWAYS) }),
  /** How often a step is done: `what` is a number of rounds, or the condition under which it is done again. */
  z.object({ do: z.literal('rounds'), step: Id, how: z.enum(ROUNDS), what: What.default('') }),
  z.object({ do: z.literal('lane'), step: Id, lane: Id }),
  /** Puts what runs here in the place of what only the tool runs that the model is from. */
  z.object({
    do: z.literal('adopt'),
    parts: z
      .array(
        z.object({
          element: z.string().regex(/^[A-Za-z_][\w.-]{0,199}$/),
          by: z.enum(REPLACEMENTS),
          part: z
            .string()
            .regex(/^[\w.-]{1,100}$/)
            .optional(),
        }),
      )
      .min(1)
      .max(200),
  }),
])
export type ProcessEdit = z.output<typeof ProcessEdit>
