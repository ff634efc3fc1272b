import { networkList } from '../../platform/http/index.ts'
import { describeModule, holding } from '../../platform/module/index.ts'
import type { RightsRow } from '../../platform/rights/index.ts'
import { deliverHandler } from './model/deliver.ts'
import { systemLeft, systemTold } from './model/events.ts'
import { followStep, listeners } from './model/follow-step.ts'
import { forgetHandler, scheduleForgetting } from './model/forget.ts'
import { resumeHandler } from './model/resume.ts'
import { spreadHandler } from './model/spread.ts'
import { webhookRights } from './rights.ts'
import { webhookPages } from './pages/webhook-page.tsx'
import { webhooksPages } from './pages/webhooks-page.tsx'
import { listMessages, listWebhooks } from './use/list-webhooks.ts'
import {
  endWebhook,
  leaveOutMessage,
  pauseWebhook,
  resumeWebhook,
  sendMessageAgain,
  sendTest,
} from './use/steer-webhook.ts'
import { changeWebhook, rotateSecret, subscribe } from './use/subscribe.ts'

const NONE = '0190c0de-0000-7000-8000-00000000beef'
const ADDRESS = { address: 'https://system.example/told', events: ['task.opened'] }

const row = (
  useCase: { name: string },
  asks: Record<string, unknown>,
  ...may: RightsRow['may'][number][]
): RightsRow => ({
  useCase: useCase.name,
  may: ['head', 'administrator', ...may] as RightsRow['may'],
  asks: () => asks,
})

/** Bodies' own systems are told of what happens to their cases: signed, tried again, in the order of each case. */
export const webhooksModule = describeModule({
  name: 'webhooks',
  about: "Telling bodies' own systems what happens to their cases.",
  uses: ['casework', 'exchange', 'process'],
  needs: ['country', 'deriveSecret', 'engine', 'events', 'exchangeKeys', 'principals'],
  gives: ['webhookNetworks'],
  furnishes: ({ config }) => ({ webhookNetworks: networkList(config.webhookNetworks) }),
  connects(_foundation, world) {
    world.engine.listen((tx, stepped) => followStep(tx, stepped, world))
  },
  useCases: [
    subscribe,
    changeWebhook,
    rotateSecret,
    pauseWebhook,
    resumeWebhook,
    endWebhook,
    sendTest,
    sendMessageAgain,
    leaveOutMessage,
    listWebhooks,
    listMessages,
  ],
  matrix: [
    row(subscribe, { client: 'UZ/GOV/309990999/told', ...ADDRESS }),
    row(changeWebhook, { webhook: NONE, ...ADDRESS }),
    ...[rotateSecret, pauseWebhook, resumeWebhook, endWebhook, sendTest].map((useCase) =>
      row(useCase, { webhook: NONE }),
    ),
    row(sendMessageAgain, { webhook: NONE, delivery: NONE }),
    row(leaveOutMessage, { webhook: NONE, delivery: NONE }),
    row(listWebhooks, {}, 'head2', 'auditor'),
    row(listMessages, { webhook: NONE }, 'auditor'),
  ],
  rights: webhookRights,
  pages: [...webhooksPages, ...webhookPages],
  jobs: ({ database, clock }, world) => [
    spreadHandler(database, world),
    deliverHandler({
      database,
      world,
      clock,
      within: world.webhookNetworks,
      secret: world.deriveSecret,
    }),
    resumeHandler(),
    forgetHandler(),
  ],
  schedules: [scheduleForgetting],
  events: [systemTold, systemLeft],
  listens: listeners,
  administration: [
    { path: '/administration/webhooks', text: 'webhooks.tab', order: 55, shown: holding('administrator', 'head') },
  ],
})
