import { describeModule } from '../../platform/module/index.ts'
import { scheduleRepeating } from '../../platform/jobs/index.ts'
import { selectHandler, SELECT_JOB } from './model/nightly.ts'
import { measureTrigger } from './use/measure-trigger.ts'
import { readFeedAnew } from './use/read-feed-anew.ts'
import { holdSilence } from './model/hold-silence.ts'
import { findOccasion } from './store/occasions.ts'
import { listRuns } from './use/list-runs.ts'

/** Services that come by themselves: whom events happen to, and one case for each. */
export const proactiveModule = describeModule({
  name: 'proactive',
  about: 'Services that begin by themselves: what was looked for, offered and measured.',
  uses: ['catalogue', 'casework', 'exchange'],
  needs: ['country', 'engine', 'events', 'people', 'published', 'registers', 'services'],
  gives: ['subjectOfOccasion'],
  furnishes: () => ({ subjectOfOccasion: async (tx, id) => (await findOccasion(tx, id))?.number }),
  connects({ config }, world) {
    if (config.proactive) world.engine.listen((tx, stepped) => holdSilence(tx, stepped, world))
  },
  useCases: [listRuns, measureTrigger, readFeedAnew],
  jobs: ({ config, database, clock }, world) => [selectHandler(database, world, clock, config.proactive)],
  schedules: [(tx, now) => scheduleRepeating(tx, SELECT_JOB, now)],
})
