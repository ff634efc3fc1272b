import { join } from 'node:path'
import { sealHandler } from '../platform/audit/index.ts'
import { systemClock, type Clock } from '../platform/clock/index.ts'
import type { Config } from '../platform/config/index.ts'
import { EnvironmentFailure } from '../platform/config/index.ts'
import { readCountry, CountryError, type Country } from '../platform/country/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import { forgetUploads, openFiles, openUnfinished, scanByClamd } from '../platform/files/index.ts'
import { inLanguage, loadTexts, type Language, type Texts } from '../platform/i18n/index.ts'
import { findPersonByNumber, forgetHandler, getPerson, organisationsOf } from '../platform/identity/index.ts'
import type { JobHandler } from '../platform/jobs/index.ts'
import { httpSmsGateway, sender, sendHandler } from '../platform/notify/index.ts'
import { paymentProvider, refundHandler } from '../platform/pay/index.ts'
import { combineRights, type Rights } from '../platform/rights/index.ts'
import { openLog, type Log } from '../platform/telemetry/index.ts'
import { Refusal, type AnyUseCase, type World } from '../platform/use-case/index.ts'
import { createServices, type RunnableService } from '../modules/catalogue/index.ts'
import {
  casesByNumber,
  caseworkRights,
  countFiguresAgain,
  describeResult,
  escalateLate,
  fetchCaseEvidence,
  followCase,
  followPayment,
  notifyEffect,
  paymentTold,
  settlePayments,
  signatoryOf,
  tellApplicant,
} from '../modules/casework/index.ts'
import {
  documentsRights,
  judgeSigned,
  prepareEffect,
  renderer,
  renderReceipt,
  signEffect,
} from '../modules/documents/index.ts'
import { registerClient } from '../modules/exchange/index.ts'
import { createEngine, effectHandlers, engineHandlers, processRights } from '../modules/process/index.ts'
import type { DemoAuthority } from '../platform/sign/index.ts'
import { allUseCases } from './all-use-cases.ts'
import { openAuthority, signingAuthority } from './authority-routes.ts'
import { samplePdf } from './sample-pdf.ts'
import { placeTask } from './place-task.ts'
import { projectRoot } from './project-root.ts'

/** The product put together over one database: what web server, worker and commands share. */
export interface Instance {
  config: Config
  database: Database
  /** What time it is for all that this instance does. */
  clock: Clock
  country: Country
  texts: Texts
  log: Log
  world: World
  rights: Rights
  useCases: readonly AnyUseCase[]
  /** Who signs here; opened at the first asking. */
  authority(): Promise<DemoAuthority>
  /**
   * Handlers of all jobs, for the worker; made at the first asking, because they open a mail connection and a renderer.
   */
  handlers(): Promise<{ handlers: JobHandler[]; close(): Promise<void> }>
}

export interface ComposeParts {
  config: Config
  database: Database
  origin: string
  /** Default: the clock of this machine. */
  clock?: Clock
}

/** @throws EnvironmentFailure when the country pack can't be read */
export async function composeInstance({
  config,
  database,
  origin,
  clock = systemClock,
}: ComposeParts): Promise<Instance> {
  const country = countryOf(config)
  const log = openLog(config.logLevel)
  const texts = loadTexts([join(projectRoot, 'texts')], (language, key) => log.warn({ language, key }, 'text missing'))
  const files = openFiles(join(config.home, 'files'))
  const unfinished = openUnfinished(join(config.home, 'files', 'unfinished'))
  const sampleFile = config.demo ? await files.put(samplePdf()) : undefined
  let opened: Promise<DemoAuthority> | undefined
  // one that could not be opened is tried again at the next asking
  const authority = () =>
    (opened ??= openAuthority(config, origin, clock).catch((error: unknown) => {
      opened = undefined
      throw error
    }))
  const voice = { texts, timeZone: country.timeZone, origin, demo: config.demo }
  // starts its thread at the first document: most web servers never draw one
  const drawing = renderer(projectRoot)
  const world: World = {
    drawReceipt: (content) => renderReceipt(drawing, voice, content),
    judgeSigned: config.demo
      ? judgeSigned(files, async () => {
          const by = await authority()
          return { roots: [by.root], crl: [await by.revocationList()] }
        })
      : undefined,
    sampleFile,
    scan: config.clamd ? scanByClamd(config.clamd) : undefined,
    country,
    files,
    unfinished,
    uploadBytes: config.limits.upload,
    engine: createEngine({
      dueAt: country.dueAtTerm,
      localNow: (instant) => localInstant(country, instant),
      place: placeTask(country),
      casesByLabel: casesByNumber,
      archive: join(config.home, 'archive'),
    }),
    services: createServices(),
    registers: registerClient({ url: config.registersUrl ?? 'http://127.0.0.1:9' }),
    payments: paymentProvider({
      url: config.paymentProviderUrl ?? 'http://127.0.0.1:9',
      merchant: 'darcha',
      key: config.paymentKey ?? '',
    }),
    async nameOfDefinition(tx, definition, language) {
      const service = await serviceOf(world, tx, definition)
      return service && inLanguage(service.passport.name, language as Language)
    },
    async namesOfElements(tx, definition, language) {
      const service = await serviceOf(world, tx, definition)
      return (element) => service?.nameOfElement(language, element)
    },
    people: {
      get: getPerson,
      findByNumber: findPersonByNumber,
      organisationsOf: (tx, id) => organisationsOf(tx, id, clock()),
    },
  }
  world.engine.listen((tx, stepped) => followCase(tx, stepped, world))
  world.engine.listen((tx, stepped) => followPayment(tx, stepped, world))
  world.engine.listen(settlePayments)
  return {
    config,
    database,
    clock,
    country,
    texts,
    log,
    world,
    authority,
    rights: combineRights(caseworkRights, documentsRights, processRights),
    useCases: allUseCases(config.demo),
    async handlers() {
      const mail = sender({
        smtpUrl: config.smtpUrl,
        from: config.mailFrom,
        sms: config.smsUrl ? httpSmsGateway(config.smsUrl) : undefined,
        texts,
        timeZone: country.timeZone,
        origin,
      })
      const document = {
        ...voice,
        clock,
        files,
        describe: describeResult(world, texts),
        signatory: signatoryOf(world),
        renderer: drawing,
        authority: await signingAuthority(config, authority),
      }
      return {
        handlers: [
          ...engineHandlers(world.engine),
          ...effectHandlers(world.engine, [
            fetchCaseEvidence(database, world, clock),
            prepareEffect(database, document),
            signEffect(database, document),
            notifyEffect(),
          ]),
          tellApplicant(world, { texts, timeZone: country.timeZone, sms: config.smsUrl !== undefined }),
          escalateLate(),
          countFiguresAgain(),
          paymentTold(world),
          refundHandler(world.payments),
          sendHandler(mail),
          forgetHandler,
          forgetUploads(database, unfinished, clock),
          sealHandler(database),
        ],
        async close() {
          mail.close()
          await drawing.close()
        },
      }
    },
  }
}

/** The service version whose process a definition such as `x@1` is; undefined when there is none. */
async function serviceOf(world: World, tx: Tx, definition: string): Promise<RunnableService | undefined> {
  const [service, version] = definition.split('@') as [string, string]
  try {
    return await world.services.get(tx, service, Number(version))
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** An instant as the country writes it: 2026-03-02T22:10:00+05:00. */
function localInstant({ calendar }: Country, instant: string): string {
  const at = Date.parse(instant)
  const day = calendar.localDay(at)
  const minutes = Math.round((day * 86_400_000 - calendar.instantAt(day, 0)) / 60_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${new Date(at + minutes * 60_000).toISOString().slice(0, -1)}${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
}

function countryOf(config: Config): Country {
  try {
    return readCountry(join(projectRoot, 'country', config.country))
  } catch (error) {
    if (!(error instanceof CountryError)) throw error
    throw new EnvironmentFailure(error.message, 'mend the country pack')
  }
}
