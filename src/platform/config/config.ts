import type { KeyObject } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { networkList } from '../http/networks.ts'
import { CLAIMS_UNLESS_SAID, type ClaimNames } from '../identity/claim-names.ts'
import { readClientCertificate, type ClientCertificate } from './client-certificate.ts'
import { readClientKey, readDecryptionKey, type DecryptionKey } from './client-key.ts'
import { databaseAddress } from './database-address.ts'
import { EnvironmentFailure } from './environment-failure.ts'
import { telegramSettings } from './telegram-settings.ts'

/** Everything that can be set from outside, with its sane default. */
export interface Config {
  port: number
  host: string
  /** Absent: the embedded server. */
  databaseUrl: string | undefined
  /** The same database without PgBouncer between, for what needs a session of its own: LISTEN, migrations, backups. */
  databaseDirectUrl: string | undefined
  /** Folder for everything written to disk. */
  home: string
  /** Demo accounts, certificates and providers are allowed. */
  demo: boolean
  logLevel: string
  /** Public address when behind a proxy; else made from host and port. */
  publicUrl: string | undefined
  /** Name of a folder of `country/`, or a path to a pack. */
  country: string
  limits: {
    /** Bytes of a request body other than an upload. */
    body: number
    /** Bytes of one uploaded file. */
    upload: number
    /** Requests a minute from one address that change something. */
    requestsPerMinute: number
    /** The same of one account, from wherever. */
    accountRequestsPerMinute: number
    /** Sign-ins that one address may begin in a minute. */
    signInsPerMinute: number
    /** Forms posted without a session that are kept for one address in a minute. */
    keptFormsPerMinute: number
    /** Bytes of files that one person may send in a day. */
    uploadedADay: number
    /** Bytes of the answers of one draft. */
    draft: number
    /** How often in a day one account may give facts of another person that are not as a register has them. */
    mismatchesADay: number
    /** Minutes for which too many wrong tries lock a link of a letter. */
    linkLocked: number
    /** Days for which somebody may stand in for another at most, today among them. */
    substitution: number
    /** Seconds after which a simulation is given up. */
    simulation: number
  }
  /** Networks whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[]
  /** File that the last seal of the log is added to, where whoever can write to the database can't. */
  witness: string | undefined
  /** Address that is sent the last seal every hour. */
  witnessMail: string | undefined
  /** Other bodies that keep the last seal: addresses of their `/witness/{name}`. */
  witnessUrls: readonly string[]
  /** Bodies whose seals are kept here: the public key of each by its name. */
  witnessOf: Readonly<Record<string, string>>
  /** Who shows it may read `/metrics` from anywhere; without it only this machine may. */
  metricsToken: string | undefined
  /** Names statements; undefined: unless PgBouncer stands between, for that before 1.21 can't keep them. */
  namedStatements: boolean | undefined
  connections: number
  clamd: string | undefined
  smtpUrl: string | undefined
  mailFrom: string
  /** Where people write about this instance; absent: nobody was named. */
  contact: string | undefined
  /** Gateway for short messages; absent: none are sent. */
  smsUrl: string | undefined
  /** The bot that tells people by Telegram; absent: nobody is. */
  telegram: { url: string; token: string; bot: string; chat?: string } | undefined
  identityIssuer: string | undefined
  identityClientId: string
  identityClientSecret: string | undefined
  /** In the place of the secret: proves this instance by its signature. */
  identityClientKey: KeyObject | undefined
  /** Shown to the provider in TLS; without a secret and a key it is what proves this instance. */
  identityCertificate: ClientCertificate | undefined
  /** Opens what the provider encrypts for this instance. */
  identityDecryptionKey: DecryptionKey | undefined
  /** Scopes to ask the provider for; absent: the standard ones it knows. */
  identityScopes: readonly string[] | undefined
  /** What the provider calls what is kept of a person. */
  identityClaims: ClaimNames
  /** Seconds by which the provider's clock and ours may differ. */
  identityClockSkew: number
  paymentProviderUrl: string | undefined
  paymentKey: string | undefined
  /** Where registers are reached that have told no address of their own. */
  registersUrl: string | undefined
  /** Each of the demonstration's registers is a process of its own; else those of one keeper are one. */
  registersApart: boolean
  /** The state begins services by itself; false: nobody is selected, and open cases go on. */
  proactive: boolean
  /** A Security Server of X-Road: set, it stands in the place of the embedded exchange. */
  xRoadUrl: string | undefined
  /** Our key in the exchange, and the members' keys and addresses; `exchange` in `home` unless said. */
  exchangeFolder: string | undefined
  /** Networks that bodies' systems may be told in though they are not public: a state's own, or this machine in tests. */
  webhookNetworks: readonly string[]
  /** Folder with `ca.pem`, `cert.pem` and `key.pem`: mutual TLS with the exchange's members; absent: theirs is plain. */
  exchangeTls: string | undefined
}

/**
 * Connections of one process. More than a few for each core of the database only make it slower: ten people at ten
 * desks
 * were served 11 % faster through 6 connections than through 10, on one core.
 */
export const CONNECTIONS = 6

/** Every name read here; any other `DARCHA_…` in the environment is a typo and an error. */
const NAMES = [
  'DARCHA_DATABASE_DIRECT_URL',
  'DARCHA_HOME',
  'DARCHA_DEMO',
  'DARCHA_PUBLIC_URL',
  'DARCHA_COUNTRY',
  'DARCHA_BODY_LIMIT',
  'DARCHA_UPLOAD_LIMIT',
  'DARCHA_REQUESTS_PER_MINUTE',
  'DARCHA_ACCOUNT_REQUESTS_PER_MINUTE',
  'DARCHA_SIGN_INS_PER_MINUTE',
  'DARCHA_KEPT_FORMS_PER_MINUTE',
  'DARCHA_UPLOADS_A_DAY',
  'DARCHA_DRAFT_LIMIT',
  'DARCHA_MISMATCHES_A_DAY',
  'DARCHA_LINK_LOCKED_MINUTES',
  'DARCHA_SUBSTITUTION_DAYS',
  'DARCHA_SIMULATION_SECONDS',
  'DARCHA_TRUSTED_PROXIES',
  'DARCHA_WITNESS',
  'DARCHA_WITNESS_MAIL',
  'DARCHA_WITNESS_URL',
  'DARCHA_WITNESS_OF',
  'DARCHA_METRICS_TOKEN',
  'DARCHA_NAMED_STATEMENTS',
  'DARCHA_CONNECTIONS',
  'DARCHA_CLAMD',
  'DARCHA_SMTP_URL',
  'DARCHA_MAIL_FROM',
  'DARCHA_CONTACT',
  'DARCHA_SMS_URL',
  'DARCHA_TELEGRAM_TOKEN',
  'DARCHA_TELEGRAM_BOT',
  'DARCHA_TELEGRAM_URL',
  'DARCHA_TELEGRAM_CHAT',
  'DARCHA_IDENTITY_ISSUER',
  'DARCHA_IDENTITY_CLIENT_ID',
  'DARCHA_IDENTITY_CLIENT_SECRET',
  'DARCHA_IDENTITY_CLIENT_KEY',
  'DARCHA_IDENTITY_DECRYPTION_KEY',
  'DARCHA_IDENTITY_TLS_CERTIFICATE',
  'DARCHA_IDENTITY_TLS_KEY',
  'DARCHA_IDENTITY_SCOPES',
  'DARCHA_IDENTITY_CLAIMS',
  'DARCHA_IDENTITY_CLOCK_SKEW',
  'DARCHA_PAYMENT_URL',
  'DARCHA_PAYMENT_KEY',
  'DARCHA_REGISTERS_URL',
  'DARCHA_X_ROAD_URL',
  'DARCHA_REGISTERS_APART',
  'DARCHA_PROACTIVE',
  'DARCHA_EXCHANGE_FOLDER',
  'DARCHA_EXCHANGE_TLS',
  'DARCHA_WEBHOOK_NETWORKS',
  'DARCHA_CONFORMANCE',
  'DARCHA_TEST_DATABASE_URL',
  'DARCHA_CHROMIUM',
]

/** Settings that say something about another one. */
const NOTHING_WITHOUT: Readonly<Record<string, string>> = {
  DARCHA_IDENTITY_CLIENT_ID: 'DARCHA_IDENTITY_ISSUER',
  DARCHA_IDENTITY_CLIENT_SECRET: 'DARCHA_IDENTITY_ISSUER',
  DARCHA_IDENTITY_CLIENT_KEY: 'DARCHA_IDENTITY_ISSUER',
  DARCHA_IDENTITY_DECRYPTION_KEY: 'DARCHA_IDENTITY_ISSUER',
  DARCHA_IDENTITY_TLS_CERTIFICATE: 'DARCHA_IDENTITY_ISSUER',
  DARCHA_IDENTITY_TLS_KEY: 'DARCHA_IDENTITY_TLS_CERTIFICATE',
  DARCHA_IDENTITY_SCOPES: 'DARCHA_IDENTITY_ISSUER',
  DARCHA_IDENTITY_CLAIMS: 'DARCHA_IDENTITY_ISSUER',
  DARCHA_IDENTITY_CLOCK_SKEW: 'DARCHA_IDENTITY_ISSUER',
  DARCHA_PAYMENT_KEY: 'DARCHA_PAYMENT_URL',
  // each needs the other: without the bot's name nobody finds it, without its token nothing is sent
  DARCHA_TELEGRAM_TOKEN: 'DARCHA_TELEGRAM_BOT',
  DARCHA_TELEGRAM_BOT: 'DARCHA_TELEGRAM_TOKEN',
  DARCHA_TELEGRAM_URL: 'DARCHA_TELEGRAM_TOKEN',
  DARCHA_TELEGRAM_CHAT: 'DARCHA_TELEGRAM_TOKEN',
  DARCHA_DATABASE_DIRECT_URL: 'DATABASE_URL',
}

/** Settings in whose place `darcha start` puts its demo providers. */
export const DEMO_STANDS_FOR: Readonly<Record<string, (config: Config) => unknown>> = {
  DARCHA_IDENTITY_ISSUER: (config) => config.identityIssuer,
  DARCHA_PAYMENT_URL: (config) => config.paymentProviderUrl,
  DARCHA_REGISTERS_URL: (config) => config.registersUrl,
  DARCHA_SMTP_URL: (config) => config.smtpUrl,
  DARCHA_SMS_URL: (config) => config.smsUrl,
  DARCHA_TELEGRAM_TOKEN: (config) => config.telegram,
}

/**
 * Reads settings from the environment and the file `.env` beside the project (the environment wins).
 * @throws EnvironmentFailure on an unknown DARCHA_ name or a value of the wrong kind
 */
export function readConfig(root: string, environment: NodeJS.ProcessEnv = process.env): Config {
  const file = join(root, '.env')
  const values: Record<string, string | undefined> = {
    ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}),
    ...environment,
  }
  const unknown = Object.keys(values).filter((name) => name.startsWith('DARCHA_') && !NAMES.includes(name))
  if (unknown.length > 0)
    throw new EnvironmentFailure(`unknown setting ${unknown.join(', ')}`, `known names are ${NAMES.join(', ')}`)
  const text = (name: string) => values[name] || undefined
  const whole = (name: string, fallback: number) => {
    const given = text(name)
    if (given === undefined) return fallback
    if (!/^\d+$/.test(given)) throw new EnvironmentFailure(`${name} is "${given}"`, 'give a whole number')
    return Number(given)
  }
  for (const [name, without] of Object.entries(NOTHING_WITHOUT))
    if (text(name) !== undefined && text(without) === undefined)
      throw new EnvironmentFailure(`${name} has no effect without ${without}`, `set ${without}, or leave ${name} out`)
  const flag = <Fallback>(name: string, fallback: Fallback) => {
    const given = text(name)
    if (given === undefined) return fallback
    if (given !== '0' && given !== '1') throw new EnvironmentFailure(`${name} is "${given}"`, 'give 0 or 1')
    return given === '1'
  }
  const clientKey = text('DARCHA_IDENTITY_CLIENT_KEY')
  if (clientKey && text('DARCHA_IDENTITY_CLIENT_SECRET'))
    throw new EnvironmentFailure(
      'DARCHA_IDENTITY_CLIENT_KEY and DARCHA_IDENTITY_CLIENT_SECRET prove the same',
      'leave one of them out',
    )
  const decryptionKey = text('DARCHA_IDENTITY_DECRYPTION_KEY')
  const certificate = text('DARCHA_IDENTITY_TLS_CERTIFICATE')
  if (certificate && !text('DARCHA_IDENTITY_ISSUER')!.startsWith('https:'))
    throw new EnvironmentFailure(
      'DARCHA_IDENTITY_TLS_CERTIFICATE has no effect with a DARCHA_IDENTITY_ISSUER that does not begin with https:',
      'give the address of the provider with https, or leave the certificate out',
    )
  const certificateKey = text('DARCHA_IDENTITY_TLS_KEY')
  const address = (name: string) => databaseAddress(name, text(name), text('PGHOST'))
  return {
    port: whole('PORT', 3000),
    host: text('HOST') ?? '127.0.0.1',
    databaseUrl: address('DATABASE_URL'),
    databaseDirectUrl: address('DARCHA_DATABASE_DIRECT_URL'),
    home: resolve(root, text('DARCHA_HOME') ?? '.darcha'),
    demo: flag('DARCHA_DEMO', true),
    logLevel: text('LOG_LEVEL') ?? 'info',
    publicUrl: text('DARCHA_PUBLIC_URL'),
    country: text('DARCHA_COUNTRY') ?? onlyCountry(root),
    limits: {
      body: whole('DARCHA_BODY_LIMIT', 2_000_000),
      upload: whole('DARCHA_UPLOAD_LIMIT', 20_000_000),
      requestsPerMinute: whole('DARCHA_REQUESTS_PER_MINUTE', 600),
      accountRequestsPerMinute: whole('DARCHA_ACCOUNT_REQUESTS_PER_MINUTE', whole('DARCHA_REQUESTS_PER_MINUTE', 600)),
      signInsPerMinute: whole('DARCHA_SIGN_INS_PER_MINUTE', 300),
      keptFormsPerMinute: whole('DARCHA_KEPT_FORMS_PER_MINUTE', 20),
      uploadedADay: whole('DARCHA_UPLOADS_A_DAY', 500_000_000),
      draft: whole('DARCHA_DRAFT_LIMIT', 200_000),
      mismatchesADay: whole('DARCHA_MISMATCHES_A_DAY', 20),
      linkLocked: whole('DARCHA_LINK_LOCKED_MINUTES', 1440),
      substitution: whole('DARCHA_SUBSTITUTION_DAYS', 90),
      simulation: whole('DARCHA_SIMULATION_SECONDS', 300),
    },
    trustedProxies: networks('DARCHA_TRUSTED_PROXIES', text('DARCHA_TRUSTED_PROXIES')),
    witness: text('DARCHA_WITNESS'),
    witnessMail: text('DARCHA_WITNESS_MAIL'),
    witnessUrls: (text('DARCHA_WITNESS_URL') ?? '').split(/[\s,]+/).filter(Boolean),
    witnessOf: keysOf(text('DARCHA_WITNESS_OF')),
    metricsToken: text('DARCHA_METRICS_TOKEN'),
    namedStatements: flag('DARCHA_NAMED_STATEMENTS', undefined),
    connections: whole('DARCHA_CONNECTIONS', CONNECTIONS),
    clamd: text('DARCHA_CLAMD'),
    smtpUrl: text('DARCHA_SMTP_URL'),
    mailFrom: text('DARCHA_MAIL_FROM') ?? 'Darcha <no-reply@darcha.example>',
    contact: text('DARCHA_CONTACT'),
    smsUrl: text('DARCHA_SMS_URL'),
    telegram: telegramSettings(text),
    identityIssuer: text('DARCHA_IDENTITY_ISSUER'),
    identityClientId: text('DARCHA_IDENTITY_CLIENT_ID') ?? 'darcha',
    identityClientSecret: text('DARCHA_IDENTITY_CLIENT_SECRET'),
    identityClientKey: clientKey ? readClientKey(resolve(root, clientKey)) : undefined,
    identityCertificate: certificate
      ? readClientCertificate({
          certificate: resolve(root, certificate),
          key: certificateKey && resolve(root, certificateKey),
        })
      : undefined,
    identityDecryptionKey: decryptionKey ? readDecryptionKey(resolve(root, decryptionKey)) : undefined,
    identityScopes: text('DARCHA_IDENTITY_SCOPES')
      ?.split(/[\s,]+/)
      .filter(Boolean),
    identityClaims: claimNames(text('DARCHA_IDENTITY_CLAIMS')),
    identityClockSkew: clockSkew(whole('DARCHA_IDENTITY_CLOCK_SKEW', 60)),
    paymentProviderUrl: text('DARCHA_PAYMENT_URL'),
    paymentKey: text('DARCHA_PAYMENT_KEY'),
    registersUrl: text('DARCHA_REGISTERS_URL'),
    registersApart: flag('DARCHA_REGISTERS_APART', false),
    xRoadUrl: text('DARCHA_X_ROAD_URL'),
    proactive: flag('DARCHA_PROACTIVE', true),
    exchangeFolder: text('DARCHA_EXCHANGE_FOLDER') && resolve(root, text('DARCHA_EXCHANGE_FOLDER')!),
    webhookNetworks: networks('DARCHA_WEBHOOK_NETWORKS', text('DARCHA_WEBHOOK_NETWORKS')),
    exchangeTls: text('DARCHA_EXCHANGE_TLS') && resolve(root, text('DARCHA_EXCHANGE_TLS')!),
  }
}

/** `number=tin,name=full_name`: what the provider calls it, where that is not the standard claim. */
function claimNames(given: string | undefined): ClaimNames {
  const fields = Object.keys(CLAIMS_UNLESS_SAID)
  return Object.fromEntries(
    (given ?? '')
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((pair) => {
        const [field = '', claim = ''] = pair.split('=')
        if (!fields.includes(field) || claim === '')
          throw new EnvironmentFailure(
            `DARCHA_IDENTITY_CLAIMS: "${pair}"`,
            `give FIELD=CLAIM with commas between; fields are ${fields.join(', ')}`,
          )
        return [field, claim]
      }),
  )
}

/** @throws EnvironmentFailure for more than ten minutes: tokens would hold long after they are over */
function clockSkew(seconds: number): number {
  if (seconds > 600)
    throw new EnvironmentFailure(
      `DARCHA_IDENTITY_CLOCK_SKEW is ${seconds}`,
      'give 600 seconds at most; a clock that is further off has to be set',
    )
  return seconds
}

/** `name=key,…`: bodies and the public keys that `darcha seal --key` printed there. */
function keysOf(given: string | undefined): Record<string, string> {
  return Object.fromEntries(
    (given ?? '')
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((pair) => {
        const [, name, key] = /^([a-z0-9-]{1,60})=([\w-]{43})$/.exec(pair) ?? []
        if (!name || !key)
          throw new EnvironmentFailure(
            `DARCHA_WITNESS_OF: "${pair}"`,
            'give NAME=KEY with commas between, the key as `darcha seal --key` prints it there',
          )
        return [name, key]
      }),
  )
}

function networks(name: string, given: string | undefined): string[] {
  const named = (given ?? '').split(/[\s,]+/).filter(Boolean)
  try {
    networkList(named)
  } catch (error) {
    throw new EnvironmentFailure(
      `${name}: ${(error as Error).message}`,
      'give addresses or networks such as 10.0.0.0/8, with commas between',
    )
  }
  return named
}

/** The country pack, where there is one and no more: nothing need be said. Empty where one must be named. */
export function onlyCountry(root: string): string {
  const folder = join(root, 'country')
  const packs = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : []
  return packs.length === 1 ? packs[0]!.name : ''
}
