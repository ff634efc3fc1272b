import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { EnvironmentFailure } from '../src/platform/config/index.ts'
import { projectRoot } from '../src/commands/project-root.ts'

/**
 * A library the product is compared with: in a folder of its own with its own lock, installed when it is measured.
 * @returns its folder
 * @throws EnvironmentFailure when it can't be installed
 */
export function peerFolder(name: string, tell: (line: string) => void): string {
  const folder = join(projectRoot, 'bench', 'peers', name)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const complete = Object.entries(manifest.dependencies).every(
    ([dependency, wanted]) => versionIn(folder, dependency) === wanted,
  )
  if (!complete) {
    tell(
      `installing ${Object.entries(manifest.dependencies)
        .map((entry) => entry.join(' '))
        .join(', ')}`,
    )
    const npm = process.env['npm_execpath']
    const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []]
    const done = spawnSync(
      command,
      [
        ...args,
        existsSync(join(folder, 'package-lock.json')) ? 'ci' : 'install',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ],
      { cwd: folder, stdio: ['ignore', process.stderr, process.stderr] },
    )
    if (done.status !== 0)
      throw new EnvironmentFailure(`${name} can't be installed`, `try \`npm ci\` in bench/peers/${name}`)
  }
  return folder
}

/** The version of a dependency that is installed in a peer's folder. */
export function versionIn(folder: string, dependency: string): string | undefined {
  try {
    return (
      JSON.parse(readFileSync(join(folder, 'node_modules', dependency, 'package.json'), 'utf8')) as { version: string }
    ).version
  } catch {
    return undefined
  }
}

/** Loads what a peer's folder has installed. */
export async function importFrom<Module>(folder: string, dependency: string): Promise<Module> {
  const require = createRequire(join(folder, 'package.json'))
  return (await import(require.resolve(dependency))) as Module
}
