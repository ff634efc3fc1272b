import { spawnSync } from 'node:child_process'

/** In CI the programs must be there; on a newcomer's machine the journeys go on without what they would say. */
const needed = Boolean(process.env['CI'])

/** What `pdftotext` reads, with single spaces; undefined where it is not installed. */
export const pdfText = (pdf: Uint8Array): string | undefined =>
  run('pdftotext', ['-layout', '-', '-'], pdf)?.replaceAll(/\s+/g, ' ')

/** What `pdfsig` says of the signatures of a file; undefined where it is not installed. */
export const pdfSignatures = (file: string): string | undefined => run('pdfsig', [file])

function run(program: string, given: string[], input: Uint8Array = new Uint8Array()): string | undefined {
  const { stdout, stderr, error, status } = spawnSync(program, given, {
    input,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  })
  if (error && !needed) return undefined
  if (error || (status !== 0 && stdout === '')) throw new Error(`${program}: ${error?.message ?? stderr}`)
  return stdout
}
