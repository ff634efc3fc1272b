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
  /** Makes the disk larger, as who makes room does. */
  grow(megabytes: number): void
  remove(): void
}

/** Whether this user may mount on this machine: tried, as containers refuse it to root too. */
export const canMount = ((): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'darcha-small-disk-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
  if (status === 0) spawnSync('umount', ['-l', folder])
  rmSync(folder, { recursive: true, force: true })
  return status === 0
})()

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
      try {
        if (bytes > 0) writeFileSync(filler, Buffer.alloc(bytes))
      } catch (error) {
        // somebody else wrote meanwhile: it is full all the same
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    },
    free: () => rmSync(filler, { force: true }),
    grow(megabytes) {
      const { status, stderr } = spawnSync('mount', ['-o', `remount,size=${megabytes}m`, folder], { encoding: 'utf8' })
      if (status !== 0) throw new Error(`the small disk can't be made larger: ${stderr}`)
    },
    remove() {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
