import { createHash, hkdfSync } from 'node:crypto'
import { join } from 'node:path'
import { checkRows } from '../../platform/audit/index.ts'
import { describeModule } from '../../platform/module/index.ts'
import { membersIn, openKey, sealJudge } from '../../platform/wire/index.ts'
import { anchorHandler, logAnchored, scheduleAnchoring } from './model/anchor-log.ts'
import { exchangeProofFile } from './model/judge-proof.ts'
import { exchangeFolder, openWire } from './model/open-wire.ts'
import { registerClient } from './model/register-client.ts'
import { keptAnswers } from './model/keep-answers.ts'
import { mandateOf } from './model/require-mandate.ts'
import { verifyLog } from './model/verify-log.ts'
import { exchangeRights } from './rights.ts'
import { LOOK_DIGESTS } from './store/looks.ts'
import { CONSENT_DIGESTS } from './store/consents.ts'
import { SYSTEM_DIGESTS } from './store/vouch-system.ts'
import { messageStore } from './store/messages.ts'
import { exportMessage } from './use/export-message.ts'
import { looked } from './model/looked.ts'
import { lookRecorder } from './model/record-looks.ts'
import { findAccesses } from './use/find-accesses.ts'
import { findLooks } from './use/find-looks.ts'
import { ACCESS_DIGEST } from './store/accesses.ts'
import { KEPT_DIGESTS } from './store/kept-answers.ts'
import { listAccesses } from './use/list-accesses.ts'
import { askOwnData, listOwnData } from './use/own-data.ts'
import { listLooks } from './use/list-looks.ts'
import { endSystemPart, nameSystem } from './use/name-system.ts'
import { listSystems } from './use/list-systems.ts'
import { showSystem } from './use/show-system.ts'
import { endKey, giveKey } from './use/system-keys.ts'
import { endAccess, giveAccess } from './use/system-rights.ts'
import { everyKey } from './store/system-keys.ts'
import { judgeByKeys, judgesOfKeys } from './model/judge-keys.ts'
import { getRegisterOpenApi, listRegisterServices } from './use/list-services.ts'
import { readServicesHandler, scheduleReadingServices } from './model/read-services.ts'
import { registerPage } from './pages/register-page.tsx'

/** The system that stands on the stage of the matrix of rights (`e2e/rights/open-stage.ts`). */
const SYSTEM_ID = '0190c0de-0000-7000-8000-00000000beef'
const CLIENT = 'UZ/GOV/309990999/told'

/** What other bodies know, asked for and written down. */
export const exchangeModule = describeModule({
  name: 'exchange',
  about: 'Registers and systems of other bodies: who asked what about whom and why, and who may ask here.',
  needs: [
    'authority',
    'country',
    'events',
    'people',
    'principals',
    'published',
    'services',
    'subjectOfOccasion',
    'subjectsOf',
  ],
  gives: ['askService', 'deriveSecret', 'exchangeKeys', 'recordLooks', 'registers'],
  furnishes({ config, country, database, clock }, world) {
    const ask = openWire(config, country, messageStore(database))
    const members = membersIn(join(exchangeFolder(config), 'members'))
    return {
      askService: ask,
      deriveSecret: (purpose) =>
        new Uint8Array(
          hkdfSync(
            'sha256',
            openKey(join(exchangeFolder(config), 'own')).export({ type: 'pkcs8', format: 'der' }),
            'darcha',
            purpose,
            32,
          ),
        ),
      recordLooks: lookRecorder(database, world.events),
      registers: registerClient({
        ask,
        country,
        mandate: mandateOf(database, world, country),
        kept: keptAnswers(database, country, clock),
      }),
      exchangeKeys: () =>
        Object.fromEntries(
          members
            .list()
            .map(({ member, key }) => [member, key.export({ type: 'spki', format: 'der' }).toString('base64')]),
        ),
    }
  },
  useCases: [
    listAccesses,
    askOwnData,
    listOwnData,
    listLooks,
    findLooks,
    findAccesses,
    exportMessage,
    listRegisterServices,
    getRegisterOpenApi,
    nameSystem,
    endSystemPart,
    listSystems,
    showSystem,
    giveKey,
    endKey,
    giveAccess,
    endAccess,
  ],
  matrix: [
    {
      useCase: nameSystem.name,
      may: ['administrator'],
      asks: ({ person, office }) => ({ client: CLIENT, account: person, body: office }),
    },
    {
      useCase: nameSystem.name,
      way: 'of their own body',
      may: ['head', 'administrator'],
      asks: ({ office }) => ({ client: CLIENT, body: office, name: 'System' }),
    },
    {
      useCase: nameSystem.name,
      way: 'as a counter',
      may: ['administrator'],
      asks: ({ office }) => ({ client: CLIENT, body: office, name: 'System', role: 'counter' }),
    },
    { useCase: endSystemPart.name, may: ['head', 'administrator'], asks: () => ({ client: CLIENT }) },
    { useCase: listSystems.name, may: ['head', 'head2', 'auditor', 'administrator'], asks: () => ({}) },
    { useCase: showSystem.name, may: ['head', 'auditor', 'administrator'], asks: () => ({ system: SYSTEM_ID }) },
    {
      useCase: giveKey.name,
      may: ['head', 'administrator'],
      asks: () => ({ system: SYSTEM_ID, publicKey: 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=' }),
    },
    { useCase: endKey.name, may: ['head', 'administrator'], asks: () => ({ system: SYSTEM_ID, key: 'a'.repeat(16) }) },
    ...[giveAccess, endAccess].map(({ name }) => ({
      useCase: name,
      may: ['head', 'administrator'] as const,
      asks: () => ({ system: SYSTEM_ID, service: 'readCase' }),
    })),
    {
      useCase: giveAccess.name,
      way: 'to record results',
      may: ['administrator'],
      asks: () => ({ system: SYSTEM_ID, service: 'recordResult' }),
    },
    { useCase: listRegisterServices.name, may: 'everybody', asks: () => ({}) },
    {
      useCase: getRegisterOpenApi.name,
      may: 'everybody',
      asks: () => ({ register: 'population', service: 'evidence' }),
    },
  ],
  pages: [registerPage],
  rights: exchangeRights,
  events: [logAnchored, looked],
  jobs: ({ config, country, database, clock }, world) => [
    readServicesHandler(database, world.askService, country, clock),
    anchorHandler(
      database,
      world,
      clock,
      config.demo
        ? async (hash) =>
            (await (await world.authority()).timeStamper()).stamp(createHash('sha256').update(hash).digest())
        : undefined,
    ),
  ],
  schedules: [scheduleAnchoring, scheduleReadingServices],
  verifies: {
    files: [exchangeProofFile],
    records: [
      {
        name: 'accesses',
        async check(database) {
          const { checked, problems } = await checkRows(
            database,
            'access',
            `select case_id as subject, 'access ' || id as row, ${ACCESS_DIGEST} as digest from exchange.access`,
          )
          const looks = await checkRows(database, 'look', LOOK_DIGESTS, 'row')
          const consents = await checkRows(database, 'consent', CONSENT_DIGESTS)
          const systems = await checkRows(database, 'system', SYSTEM_DIGESTS)
          // past its term an answer goes by itself, and is asked anew
          const kept = await checkRows(database, 'kept', KEPT_DIGESTS, 'subject', 'silent')
          return {
            facts: {
              accesses: checked,
              looks: looks.checked,
              consents: consents.checked,
              systems: systems.checked,
              keptAnswers: kept.checked,
            },
            problems: [problems, looks.problems, consents.problems, systems.problems, kept.problems].flat(),
          }
        },
      },
      {
        name: 'exchange',
        async check(database, home, trust) {
          const members = membersIn(join(home, 'exchange', 'members'))
          const known = members.list().length > 0
          return verifyLog(
            database,
            known ? judgeByKeys(sealJudge(members), await everyKey(database), judgesOfKeys()) : undefined,
            trust,
          )
        },
      },
    ],
  },
})
