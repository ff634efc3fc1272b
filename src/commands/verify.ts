import { readCode } from '../kernel/values/index.ts'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readWitness, verifyAudit, type KnownSeal } from '../platform/audit/index.ts'
import { EnvironmentFailure, readConfig, type Config } from '../platform/config/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Verdict, Witnesses } from '../platform/module/index.ts'
import { demoAuthority, readPem, type Trust } from '../platform/sign/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { readRunning } from './instance.ts'
import { MODULES } from './modules.ts'
import { projectRoot } from './project-root.ts'
import { reachDatabase, type Reached } from './reach-database.ts'

const usage = `Usage: darcha verify FILE|CODE [--root FILE]… [--crl FILE]… [--record FILE] [--json]
       darcha verify --audit [--seal NUMBER:HASH]… [--witness FILE|URL]… [--json]`

/** Larger files are none of ours. */
const MOST_BYTES = 100_000_000

export const verify: Command = {
  help: `${usage}

FILE  a document: its signature, the chain to a known authority and its revocation list, every byte, and whether it is in force
      when the database of this instance answers. A document that brings its proof (level B-LT or B-LTA) is judged by that at the time
      of its time stamp, so no list is needed: it stays verifiable until the day named as verifiableUntil.
CODE  the code of a document or receipt: asks the database of this instance.

  --root FILE          certificate of an authority to believe (PEM or DER); without it the demo authority of DARCHA_HOME
  --crl FILE           revocation list of an authority; for a document that does not bring its own, whether a certificate was revoked can't
                       be told without one, which is a failure
  --record FILE        for the receipt of a comment: the published record of its discussion, or the comment's proof; without it the
                       database of this instance is asked
  --audit              the whole record of changes: what was altered, removed or added; archived cases' files in DARCHA_HOME too
  --seal NUMBER:HASH   with --audit: a seal whose hash was kept elsewhere; may be repeated
  --witness FILE|URL   with --audit: a file that \`darcha seal\` or DARCHA_WITNESS wrote seals to, a letter of DARCHA_WITNESS_MAIL as the
                       mail program saved it, or the address of another body's /witness/NAME; may be repeated. What
                       DARCHA_WITNESS and DARCHA_WITNESS_URL name is read without being named; a body that does not answer is said
  --json               one JSON document on stdout

Exit code 0 when it is good, 1 when not, 3 when the database is needed and does not answer.`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      {
        audit: { type: 'boolean', default: false },
        root: { type: 'string', multiple: true },
        crl: { type: 'string', multiple: true },
        record: { type: 'string' },
        seal: { type: 'string', multiple: true },
        witness: { type: 'string', multiple: true },
      },
      usage,
    )
    const config = readConfig(projectRoot)
    const [given] = positionals
    if (values.audit ? given !== undefined : given === undefined || positionals.length > 1) throw new WrongUsage(usage)
    if (values.audit) {
      const { known, remarks } = await witnessed(values.witness ?? [], config)
      const seals = [...(values.seal ?? []).map(knownSeal), ...known]
      const verdict = await withDatabase(config, (database) => judgeAudit(database, config, seals))
      return present(
        remarks.length > 0 ? { ...verdict, remarks: [...remarks, ...(verdict.remarks ?? [])] } : verdict,
        values.json,
      )
    }
    if (existsSync(given!) && statSync(given!).isFile())
      return present(await judgeFile(given!, config, values.root ?? [], values.crl ?? [], values.record), values.json)
    const code = readCode(given!)
    if (code === undefined)
      throw new WrongUsage(`there is no file "${given}", and it is no code such as R7K4-2M9X-QD3T`)
    return present(await withDatabase(config, (database) => judgeCode(database, code)), values.json)
  },
}

function present(verdict: Verdict, json: boolean): number {
  if (json) printJson(verdict)
  else {
    process.stdout.write(`${verdict.kind}: ${verdict.valid ? 'valid' : 'NOT valid'}\n`)
    for (const [name, value] of Object.entries(verdict.facts))
      process.stdout.write(`  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}\n`)
    for (const problem of verdict.problems) process.stdout.write(`  ! ${problem.message}\n`)
    for (const remark of verdict.remarks ?? []) process.stdout.write(`  * ${remark.message}\n`)
  }
  return verdict.valid ? exit.good : exit.problem
}

async function judgeFile(
  path: string,
  config: Config,
  roots: readonly string[],
  lists: readonly string[],
  record: string | undefined,
): Promise<Verdict> {
  return judgeBytes(bytesOf(path), {
    ...(record === undefined ? {} : { record: bytesOf(record) }),
    trust: () => trustOf(config, roots, lists),
    async ask(work) {
      if (!hasDatabase(config)) return undefined
      try {
        return await withDatabase(config, work)
      } catch (error) {
        if (error instanceof EnvironmentFailure) return undefined
        throw error
      }
    },
  })
}

function bytesOf(path: string): Uint8Array {
  if (!existsSync(path)) throw new WrongUsage(`there is no file "${path}"`)
  if (statSync(path).size > MOST_BYTES) throw new WrongUsage(`${path} is larger than any document of ours`)
  return new Uint8Array(readFileSync(path))
}

/** Judges a file by the room that knows its kind; rooms that know only a format are asked last. */
export async function judgeBytes(bytes: Uint8Array, witnesses: Witnesses, modules = MODULES): Promise<Verdict> {
  const kinds = modules.flatMap((module) => module.verifies.files)
  for (const kind of [...kinds.filter((known) => !known.last), ...kinds.filter((known) => known.last)])
    if (await kind.recognises(bytes)) return kind.judge(bytes, witnesses)
  return {
    valid: false,
    kind: 'unknown',
    facts: { sha256: sha256(bytes) },
    problems: [{ code: 'unknown-kind', message: 'this kind of file is not known here' }],
  }
}

/** Judges a code, in its normal form, by the room that gave it out. */
export async function judgeCode(database: Database, code: string, modules = MODULES): Promise<Verdict> {
  for (const kind of modules.flatMap((module) => module.verifies.codes)) {
    const verdict = await kind.judge(code, database)
    if (verdict) return verdict
  }
  return {
    valid: false,
    kind: 'unknown',
    facts: { code, status: 'unknown' },
    problems: [{ code: 'unknown', message: 'no document or receipt with this code was issued here' }],
  }
}

/** The log, and what rooms keep beside it, such as the files its archived events stand in: from another machine only the log. */
async function judgeAudit(database: Database, config: Config, known: readonly KnownSeal[]): Promise<Verdict> {
  const { home } = config
  const trust = await trustOf(config, [], [])
  const { facts, problems } = await verifyAudit(database, known)
  const verdict: Verdict = { valid: true, kind: 'audit', facts: { ...facts }, problems: [...problems] }
  for (const { name, check } of MODULES.flatMap((module) => module.verifies.records)) {
    const found = await check(database, home, trust.roots.length > 0 ? trust : undefined)
    if (!found && (name !== 'archive' || facts.archived > 0))
      (verdict.remarks ??= []).push({
        code: `${name}-elsewhere`,
        message: `there is no ${name} below ${home}: its files were not looked at`,
      })
    Object.assign(verdict.facts, found?.facts)
    verdict.problems.push(...(found?.problems ?? []))
  }
  return { ...verdict, valid: verdict.problems.length === 0 }
}

/**
 * Seals that files and other bodies kept. One that was named must be there; the file that this instance writes to may not
 * be there yet. Of a witness that keeps nothing it is said that it proves nothing.
 * @throws WrongUsage for a file that is missing or holds something else
 */
async function witnessed(
  named: readonly string[],
  { witness: own, witnessUrls }: Pick<Config, 'witness' | 'witnessUrls'>,
): Promise<{ known: KnownSeal[]; remarks: NonNullable<Verdict['remarks']> }> {
  const isUrl = (name: string) => /^https?:\/\//.test(name)
  const urls = [...new Set([...named.filter(isUrl), ...witnessUrls])]
  const asked = await Promise.all(
    urls.map(async (url) => ({ name: url, seals: await sealsAt(url, named.includes(url)) })),
  )
  const files = [...named.filter((name) => !isUrl(name)), ...(own && existsSync(own) ? [own] : [])]
  const read = files.map((path) => {
    if (!existsSync(path)) throw new WrongUsage(`there is no file "${path}"`)
    const kept = readWitness(readFileSync(path, 'utf8'))
    if (!kept) throw new WrongUsage(`${path} holds no seals as \`darcha seal\` writes them`)
    return { name: path, seals: kept }
  })
  const witnesses = [...asked, ...read]
  return {
    known: witnesses.flatMap(({ seals }) => seals ?? []),
    remarks: witnesses.flatMap(({ name, seals }) =>
      seals?.length === 0
        ? [{ code: 'witness-empty', message: `the witness ${name} keeps no seal yet: nothing was held against it` }]
        : [],
    ),
  }
}

/**
 * Seals that another body keeps; undefined where one that nobody named does not answer.
 * @throws EnvironmentFailure where one that was named does not answer
 */
async function sealsAt(url: string, isNamed: boolean): Promise<KnownSeal[] | undefined> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) })
    const seals = response.ok ? readWitness(await response.text()) : undefined
    if (seals) return seals
    throw new Error(`it answered ${response.status}`)
  } catch (error) {
    const said = `the witness ${url} gives no seals: ${(error as Error).message}`
    if (isNamed) throw new EnvironmentFailure(said, 'look whether that body can be reached, or leave it out')
    process.stderr.write(`darcha: ${said}\n`)
    return undefined
  }
}

function knownSeal(text: string): KnownSeal {
  const parts = /^(\d+):([0-9a-f]{64})$/.exec(text)
  if (!parts) throw new WrongUsage(`--seal is "${text}"; give NUMBER:HASH as \`darcha verify --audit\` prints them`)
  return { number: Number(parts[1]), hash: parts[2]! }
}

/** What is named, else the demo authority of this instance: never made here, and never believed without demo. */
async function trustOf(config: Config, roots: readonly string[], lists: readonly string[]): Promise<Trust> {
  const now = new Date().toISOString()
  const folder = join(config.home, 'ca')
  const demo = config.demo && existsSync(join(folder, 'root')) ? await demoAuthority(folder) : undefined
  // lists are signed by their authority, so one that lies near is as good as one that is named
  const near = roots
    .flatMap((path) => [path.replace(/\.[^./]+$/, '.crl'), join(dirname(path), '..', 'root.crl')])
    .filter((path) => existsSync(path))
  return {
    now,
    roots: roots.length > 0 ? roots.flatMap((path) => read(path, 'certificate')) : demo ? [demo.root] : [],
    crl: [...[...lists, ...near].flatMap((path) => read(path, 'crl')), ...(demo ? [await demo.revocationList()] : [])],
  }
}

function read(path: string, what: 'certificate' | 'crl'): Uint8Array[] {
  if (!existsSync(path)) throw new WrongUsage(`there is no file "${path}"`)
  const found = readPem(new Uint8Array(readFileSync(path)), what)
  if (found.length === 0) throw new WrongUsage(`${path} holds no ${what === 'crl' ? 'revocation list' : 'certificate'}`)
  return found
}

const hasDatabase = (config: Config): boolean =>
  config.databaseUrl !== undefined || readRunning(config.home) !== undefined || existsSync(join(config.home, 'pg'))

/** @throws EnvironmentFailure when there is none, it does not answer or has no tables of ours */
async function withDatabase<Answer>(config: Config, work: (database: Database) => Promise<Answer>): Promise<Answer> {
  if (!hasDatabase(config))
    throw new EnvironmentFailure(
      'there is no instance here',
      'run `npm start` first, or set DATABASE_URL or DARCHA_HOME',
    )
  let reached: Reached | undefined
  try {
    // the instance may have been started with a DATABASE_URL that this shell does not have
    const url =
      config.databaseUrl ?? (existsSync(join(config.home, 'pg')) ? undefined : readRunning(config.home)?.databaseUrl)
    reached = await reachDatabase({ ...config, databaseUrl: url }, { direct: true })
    return await work(reached.database)
  } catch (error) {
    if ((error as { code?: string }).code === '42P01' || (error as { code?: string }).code === '3F000')
      throw new EnvironmentFailure('the database has no such tables', 'run `darcha migrate` first')
    throw error
  } finally {
    await reached?.close()
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
