import { z } from 'zod'
import { page } from '../../../src/platform/http/index.ts'
import { domainEvent, happened, later, together } from '../../../src/platform/events/index.ts'
import { enqueue } from '../../../src/platform/jobs/index.ts'
import { describeModule, holding } from '../../../src/platform/module/index.ts'
import { useCase } from '../../../src/platform/use-case/index.ts'

const ECHO = '0190c0de-0000-7000-8000-00000000beef'

/** A bell was heard again from the hills. */
export const echoed = domainEvent({
  kind: 'bell.echoed',
  about: 'system',
  facts: z.object({ bell: z.string(), times: z.int() }),
  readers: 'officials',
})

/** A room that no product has: it rings bells. */
export const ringBell = useCase({
  name: 'bell.ring-bell',
  title: 'Ring a bell',
  at: 'POST /bells/{bell}/ring',
  input: z.object({ bell: z.string().max(20) }),
  output: z.object({ bell: z.string() }),
  may: 'ringer of bell',
  records: { about: 'system', facts: z.object({ bell: z.string() }), readers: 'officials' },
}).does(async ({ input }) => ({
  answer: { bell: input.bell },
  facts: { bell: input.bell },
  events: [happened(echoed, ECHO, { bell: input.bell, times: 2 })],
  jobs: [{ kind: 'bell.sound', payload: { bell: input.bell } }],
}))

const MARK = 'BELL1'

/** @param heard what its job hears */
export const bellModule = (heard: string[]) =>
  describeModule({
    name: 'bell',
    useCases: [ringBell],
    rights: { ringer: async (_tx, principal) => principal.roles.some((held) => held.role === 'auditor') },
    pages: [page('GET /bells', async () => ({ title: 'Bells', body: 'All bells hang here' }))],
    jobs: () => [
      {
        kind: 'bell.sound',
        effect: async (job) => {
          heard.push(job.payload.bell)
        },
      },
    ],
    events: [echoed],
    listens: [
      together(echoed, async (_tx, { facts }) => {
        if (facts.bell === 'cracked') throw new Error('it cannot hold together')
        heard.push(`${facts.bell} at once, ${facts.times} times`)
      }),
      later(echoed, async (_tx, { facts, subject }) => {
        heard.push(`${facts.bell} later, of ${subject}`)
      }),
    ],
    schedules: [
      (tx, now) => enqueue(tx, { kind: 'bell.sound', key: 'bell.sound', payload: { bell: 'every day' } }, now),
    ],
    navigation: [{ path: '/bells', text: 'portal.nav.services', order: 95 }],
    administration: [
      { path: '/administration/bells', text: 'admin.tab.audit', order: 95, shown: holding('administrator') },
    ],
    verifies: {
      files: [
        {
          kind: 'bell',
          recognises: (bytes) => Buffer.from(bytes).toString('latin1').startsWith(MARK),
          judge: async () => ({ valid: true, kind: 'bell', facts: { metal: 'bronze' }, problems: [] }),
        },
      ],
      codes: [
        {
          kind: 'bell',
          judge: async (code) =>
            code === 'BELL-0000-0001' ? { valid: true, kind: 'bell', facts: {}, problems: [] } : undefined,
        },
      ],
    },
    routes(app) {
      app.get('/bells.txt', (context) => context.text('ding'))
    },
    described: { '/bells.txt': { get: { summary: 'All bells' } } },
  })
