import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of its own, small enough to be full. */
export interface SmallDisk {
  folder: string
  /** Takes all the room that is left, but for some bytes. */
  fill(left?: number): void
  /** Gives it back. */
  free(): void
  remove(): void
}

/** Only root mounts. CI is root: there nothing is left out, and a disk that can't be mounted fails its test by name. */
export const canMount = process.getuid?.() === 0 || Boolean(process.env['CI'])

/** @throws Error with what `mount` said */
export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'darcha-small-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { encoding: 'utf8' })
  if (mounted.status !== 0)
    throw new Error(`a small disk can't be mounted here: ${mounted.stderr || String(mounted.error)}`)
  const filler = join(folder, 'filler')
  const room = () => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
  return {
    folder,
    fill(left = 0) {
      const bytes = room() - left
      if (bytes > 0) writeFileSync(filler, Buffer.alloc(bytes))
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
