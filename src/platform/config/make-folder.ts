import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder with all that lead to it, each of them once. Node's own way (`recursive`) tries for ever where the
 * system says that a folder is missing which is there, as `/proc` does, and hears no signal meanwhile.
 * @param mode rights of the folders that are made
 * @throws the system's error of `mkdir`, with the folder that could not be made
 */
export function makeFolder(folder: string, mode = 0o777): void {
  const missing: string[] = []
  for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.unshift(at)
  for (const path of missing)
    try {
      mkdirSync(path, { mode })
    } catch (error) {
      // another process was quicker; a link that leads nowhere is there too, and is no folder
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !existsSync(path)) throw error
    }
  if (!statSync(resolve(folder)).isDirectory())
    throw Object.assign(new Error(`ENOTDIR: not a directory, mkdir '${folder}'`), {
      code: 'ENOTDIR',
      syscall: 'mkdir',
      path: folder,
    })
}

/**
 * Makes sure that a folder is there and can be written.
 * @throws the system's error of `mkdir` or `access`
 */
export function requireFolder(folder: string): void {
  makeFolder(folder)
  accessSync(folder, constants.W_OK)
}
