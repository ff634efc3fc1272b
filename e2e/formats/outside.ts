import { spawn, spawnSync } from 'node:child_process'
import { text } from 'node:stream/consumers'

/**
 * Programs that are not ours, each with the Debian package that brings it. `.ci/run` installs them, so in CI nothing is
 * left out: one that is not there fails its test by name.
 */
export const OUTSIDE = {
  xmllint: 'libxml2-utils',
  qpdf: 'qpdf',
  pdfinfo: 'poppler-utils',
  pdffonts: 'poppler-utils',
  '/usr/bin/python3': 'python3-rdflib python3-feedparser',
} as const
export type Outside = keyof typeof OUTSIDE

const inCi = process.env['CI'] !== undefined && process.env['CI'] !== ''

/** Whether a test of these programs can be left out: somebody's own machine lacks one. Never in CI. */
export const lacks = (...programs: Outside[]): boolean =>
  !inCi && programs.some((program) => spawnSync(program, ['--version']).error !== undefined)

/**
 * Runs one of them, beside the server that this process may be.
 * @returns what it said on stdout
 * @throws Error with what it found wrong, or with the package that is missing
 */
export async function outside(program: Outside, args: readonly string[], input = ''): Promise<string> {
  const child = spawn(program, args)
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve)
    child.once('error', (cause) =>
      reject(new Error(`${program} is not here: apt-get install ${OUTSIDE[program]}`, { cause })),
    )
  })
  // one that does not read to the end has said why on stderr
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [said, complained, status] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${complained}${said}`)
  return said
}
