/** A shape in which elements meet: what the standard says of it, and the test that shows it. */
export interface ConformanceShape {
  /** Clause of BPMN 2.0.2; empty where the standard leaves it open. */
  clause: string
  shape: string
  runs: string
  /** File below src/kernel/process, and the test's title. */
  shown: [file: string, title: string]
}

const found = (title: string): [string, string] => ['found-models.test.ts', title]
const standard = (title: string): [string, string] => ['standard.test.ts', title]

/** Shapes that other engines' tests and public bug lists showed to go a wrong way. */
export const CONFORMANCE_SHAPES: readonly ConformanceShape[] = [
  {
    clause: '10.5.6',
    shape: 'Errors and escalations without a code',
    runs: 'are caught by the event that refers to the same definition',
    shown: found('errors without a code are told apart by their definition (10.5.6)'),
  },
  {
    clause: '10.5.6',
    shape: 'A handler without a reference',
    runs: 'takes what no handler of that definition takes',
    shown: standard('a handler of any error comes after the one of this error, and takes what nobody names'),
  },
  {
    clause: '10.5.6',
    shape: 'Two definitions of one error code',
    runs: 'are one error, also across files',
    shown: standard('two definitions of one code are one error'),
  },
  {
    clause: '10.5.1',
    shape: 'Error or escalation thrown in a non-interrupting event sub-process',
    runs: 'reaches the other event sub-processes of its scope, not itself',
    shown: found('an error of a non-interrupting event sub-process reaches its neighbours (10.5.1)'),
  },
  {
    clause: '13.4.3',
    shape: 'Inclusive join after a task and its own boundary event',
    runs: 'waits for the task: paths are of sequence flows',
    shown: found('an inclusive join waits for a task whose own boundary event has come first (13.4.3)'),
  },
  {
    clause: '13.4.3',
    shape: 'Inclusive join and a token that can come only over a boundary event',
    runs: 'waits for it, as long as it may come',
    shown: standard('waits for an activity that can come only by its interrupting boundary event'),
  },
  {
    clause: '13.4.3',
    shape: 'Inclusive join and an event-based gateway',
    runs: 'the token stands at the gateway, whichever ways it awaits',
    shown: standard('does not wait for a token at an event-based gateway that has a way over a filled flow'),
  },
  {
    clause: '10.7',
    shape: 'Compensation thrown in an event sub-process',
    runs: 'undoes its own activities, then those of the scope it belongs to',
    shown: standard('an event sub-process compensates itself and what surrounds it, last first'),
  },
  {
    clause: '13.5.5',
    shape: 'Compensation of a multi-instance activity',
    runs: 'each round, when all of it is over',
    shown: standard('each round of a multi-instance activity is compensated when all of it is over'),
  },
  {
    clause: '13.5.5',
    shape: 'The same while rounds are open, or after it was interrupted',
    runs: 'nothing is to be undone',
    shown: found('a multi-instance activity is not compensated while rounds are open (13.5.5)'),
  },
  {
    clause: '10.5.5',
    shape: '`activityRef` that names no activity of its scope',
    runs: 'refused by name',
    shown: standard('a reference that points nowhere, to no activity, or out of its scope is refused'),
  },
  {
    clause: '10.5.5',
    shape: '`waitForCompletion="false"`',
    runs: 'the token goes on beside the compensation',
    shown: standard('waitForCompletion="false" goes on beside the compensation'),
  },
  {
    clause: '10.3',
    shape: '`startQuantity`',
    runs: 'the activity begins when as many tokens are there',
    shown: standard('an activity begins when as many tokens are there as it needs'),
  },
  {
    clause: '10.3',
    shape: '`completionQuantity`',
    runs: 'as many tokens go on',
    shown: standard('an activity sends on as many tokens as it makes'),
  },
  {
    clause: '',
    shape: 'Call activity without mappings',
    runs: "sees and changes the case's variables; in a model of Camunda's or Flowable's dialect nothing is handed over",
    shown: ['found-models.test.ts', "a call activity without mappings hands nothing over in Camunda's dialect"],
  },
  {
    clause: '10.5.2',
    shape: 'Two start events of one message',
    runs: 'refused by name',
    shown: standard('two starts for one message'),
  },
  {
    clause: '10.3.5',
    shape: 'Two cancel events at one transaction',
    runs: 'refused by name',
    shown: standard('two cancel events at one transaction'),
  },
  {
    clause: '10.5.2',
    shape: 'Process that only a message, signal, timer or condition starts',
    runs: 'starts so in `darcha run` and stored',
    shown: standard('the clock stands at the time of the timer'),
  },
  {
    clause: '',
    shape: 'A step that can not be taken beside a timer that repeats',
    runs: 'ends the run with the element',
    shown: found('an incident ends the run although a timer repeats beside it'),
  },
  {
    clause: '',
    shape: 'FEEL over its limits',
    runs: 'an incident with its element',
    shown: standard('FEEL over its limits is an incident with its element'),
  },
  {
    clause: '',
    shape: 'Tokens without end',
    runs: 'an incident at a limit',
    shown: ['size.test.ts', 'a case that opens tokens without end stands still at a limit'],
  },
  {
    clause: '',
    shape: 'Thousands of elements, ten thousand instances',
    runs: 'run in time that grows with their number',
    shown: ['size.test.ts', '5,000 tasks in a row run: what counts are elements, not the flows between them'],
  },
  {
    clause: '10.5.5',
    shape: 'Timers with a zone, over daylight saving',
    runs: 'by the calendar of their zone',
    shown: ['timer.test.ts', 'nine o’clock stays nine o’clock where daylight saving begins and ends'],
  },
  {
    clause: '10.5.5',
    shape: 'Cycles of months',
    runs: 'counted from their beginning',
    shown: ['timer.test.ts', 'months are counted from the beginning'],
  },
  {
    clause: '10.5.5',
    shape: 'Dates that there are not',
    runs: 'refused by name',
    shown: ['timer.test.ts', 'dates that there are not are refused when the model is read'],
  },
  {
    clause: '',
    shape: "A model's parts in several files",
    runs: 'given together, or as a folder: they call each other',
    shown: ['../../commands/run.test.ts', 'runs parts that stand in several files, or in a folder'],
  },
  {
    clause: '',
    shape: 'A condition that is neither true nor false',
    runs: 'a number or a text is an incident; null does not hold, `darcha run` says why it is null, and the log does so of stored cases (decision 0028)',
    shown: ['conditions.test.ts', 'what a condition could not be judged by is told, and it does not hold'],
  },
  {
    clause: '10.6.6',
    shape: 'Two ways out of an event-based gateway for one message',
    runs: 'a warning by name and line: the first is taken',
    shown: [
      'said-not-run.test.ts',
      'two ways out of an event-based gateway for one message are told: the second is never taken (10.6.6)',
    ],
  },
  {
    clause: '10.6.6',
    shape: 'Boundary events of a receive task at an event-based gateway',
    runs: 'a warning by name and line',
    shown: [
      'said-not-run.test.ts',
      'boundary events of a receive task that an event-based gateway waits at are told (10.6.6)',
    ],
  },
  {
    clause: '10.3.1',
    shape: 'What no flow leads to, beside a start event',
    runs: 'a warning by name and line',
    shown: ['said-not-run.test.ts', 'what no flow leads to is told, where something else is the start (10.3.1)'],
  },
  {
    clause: '10.3.4',
    shape: 'Global tasks',
    runs: 'a warning by name and line where one is called',
    shown: ['said-not-run.test.ts', 'a global task that is called is told (10.3.4)'],
  },
  {
    clause: '10.5.1',
    shape: 'A reference to a message, signal, error or escalation that the model does not define',
    runs: 'a warning by name and line: it is taken for the name or the code, as other engines do',
    shown: ['said-not-run.test.ts', 'a reference to an event that the model does not define is told: it may be a slip'],
  },
  {
    clause: '8.4.2',
    shape: 'Correlation of messages by what they carry',
    runs: 'a warning by name and line; `darcha:key` is the supported form',
    shown: ['said-not-run.test.ts', 'a correlation of messages by what they carry is told (8.4.2)'],
  },
  {
    clause: '',
    shape: 'Conditions in a script language, their own or of the whole file',
    runs: 'refused by name',
    shown: [
      'conditions.test.ts',
      "a script language of the whole file is refused by name, not the standard's default that tools write",
    ],
  },
]

const dialect = (title: string): [string, string] => ['dialects/dialects.test.ts', title]
const WARNED = 'a warning by name, file and line, in `run`, `check` and the studio'

/** What models of Camunda, Flowable, SpiffWorkflow and bpmn-engine say beside the standard. */
export const DIALECT_SHAPES: readonly Omit<ConformanceShape, 'clause'>[] = [
  { shape: 'Execution listeners', runs: WARNED, shown: dialect('execution listener') },
  { shape: 'Task listeners', runs: WARNED, shown: dialect('task listener') },
  {
    shape: 'Listeners that set a variable at the end of an activity',
    runs: 'run',
    shown: dialect('listeners that set a variable at the end of an activity'),
  },
  { shape: 'Service types of Flowable: mail, http, …', runs: WARNED, shown: dialect('http') },
  { shape: 'Event types of a registry', runs: WARNED, shown: dialect('event of a registry') },
  { shape: '`triggerable`', runs: WARNED, shown: dialect('triggerable') },
  { shape: '`skipExpression`', runs: WARNED, shown: dialect('skip expression') },
  { shape: '`mapException`', runs: WARNED, shown: dialect('mapped exceptions') },
  { shape: 'Variable aggregation', runs: WARNED, shown: dialect('variables of rounds') },
  { shape: 'Scripts in a file (`camunda:resource`)', runs: WARNED, shown: dialect('script in a file') },
  {
    shape: '`zeebe:script`',
    runs: 'runs',
    shown: dialect('of Camunda 8: scripts, mappings, rounds, calls, decisions, correlation'),
  },
  { shape: 'Mapping classes', runs: WARNED, shown: dialect('mapping by a class') },
  { shape: '`errorEventDefinition` of external tasks', runs: WARNED, shown: dialect('error of an external task') },
  {
    shape: 'What a signal carries',
    runs: 'runs; variables taken where it is caught are a warning',
    shown: dialect('what a signal carries'),
  },
  {
    shape: 'Cron in `timeCycle`',
    runs: 'runs',
    shown: ['cron.test.ts', 'repeats a boundary event, each time at its own'],
  },
  {
    shape: "Names of messages and signals as `${'new'}-order`",
    runs: 'known when the model is read',
    shown: dialect('names of messages and signals without variables'),
  },
  {
    shape: 'JUEL\'s own truth: `${!x}` of null, `"10" > 5`',
    runs: 'as there',
    shown: dialect('absent and text values of conditions'),
  },
  {
    shape: '`${…}` in decisions',
    runs: 'translated',
    shown: ['../rules/dmn-files.test.ts', 'reads ${…} in inputs, tests and results, and == and != in tests'],
  },
]
