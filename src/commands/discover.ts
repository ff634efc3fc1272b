import { basename } from 'node:path'
import { conform, discover as find, LogError, measureLog, type EventLog } from '../kernel/mining/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { progress } from './progress.ts'
import { COLUMN_OPTIONS, columnsIn, readLogFile, tellBrokenLog } from './read-log.ts'
import { writeModel } from './write-model.ts'

const usage =
  'Usage: darcha discover LOG.xes[.gz]|LOG.csv[.gz] [--noise SHARE] [--out MODEL.bpmn] [--case COLUMN] [--activity COLUMN] [--time COLUMN] [--resource COLUMN] [--encoding NAME] [--json]'

/** `darcha discover`: a model that a log goes by. */
export const discover: Command = {
  help: `${usage}

Cuts the log into parts again and again (inductive miner). The model can always come to its end, whatever the log holds, and without
noise every case of the log goes through it. Which answers lead to which way no log tells: the commonest way is the default, and the
others have a condition that a person has to write.

  --noise SHARE   leave out what follows an activity less often than this share of its commonest successor; 0 to 1, default: 0
  --out FILE      write the model there; default: stdout
  --case, --activity, --time, --resource COLUMN   of a CSV file: headings; default: those that other tools write
  --json          one JSON document on stdout: cases, events, activities, fitness, and the model unless --out is given

Exit code 0 when the model was made, 1 when the log is broken.`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      { ...COLUMN_OPTIONS, noise: { type: 'string', default: '0' }, out: { type: 'string' } },
      usage,
    )
    const [path] = positionals
    if (path === undefined || positionals.length > 1) throw new WrongUsage(`name one log\n${usage}`)
    const noise = Number(values.noise)
    if (!(noise >= 0 && noise <= 1)) throw new WrongUsage(`--noise needs a share from 0 to 1\n${usage}`)
    const told = progress()
    let log: EventLog
    try {
      log = await told.step(
        'log',
        () => readLogFile(path, columnsIn(values), values.encoding),
        (read) => `${read.offsets.length - 1} cases, ${read.activity.length} events`,
      )
    } catch (error) {
      return tellBrokenLog(path, error, values.json)
    }
    if (log.activity.length === 0)
      return tellBrokenLog(
        path,
        new LogError('no-events', 'the log holds no event', 'export it with what was done in each case'),
        values.json,
      )
    const bpmn = await told.step('model', async () =>
      find(log, basename(path).replace(/\.(xes|csv)(\.gz)?$/i, ''), noise),
    )
    const fit = await told.step(
      'fitness',
      async () => conform(log, bpmn),
      ({ fitness, exact }) => `${fitness.toFixed(4)}${exact ? '' : ', at least'}`,
    )
    if (values.out !== undefined) writeModel(values.out, bpmn)
    if (values.json) {
      const { cases, events, activities, variants } = measureLog(log, 0)
      const { fitness, exact, fittingCases } = fit
      printJson({
        cases,
        events,
        activities,
        variants,
        noise,
        fitness,
        exact,
        fittingCases,
        ...(values.out === undefined ? { bpmn } : { model: values.out }),
      })
    } else if (values.out === undefined) process.stdout.write(bpmn)
    return exit.good
  },
}
