import { operatorSentence, troubleOf } from '../platform/database/index.ts'

/** What the operating system says no to, and what helps. */
const REMEDIES: Record<string, [what: string, remedy: string]> = {
  ENOSPC: ['the disk is full', 'make room on it, then try again; what was there is untouched'],
  EDQUOT: ['the quota of the disk is used up', 'make room or raise it, then try again'],
  EROFS: ['the disk can only be read', 'mount it for writing, or set DARCHA_HOME to a folder that can be written'],
  EACCES: ['this user may not', 'give the user the right, or set DARCHA_HOME to a folder of its own'],
  EPERM: ['this user may not', 'give the user the right, or set DARCHA_HOME to a folder of its own'],
  EMFILE: ['too many files are open', 'raise the limit of open files (ulimit -n)'],
  ENFILE: ['too many files are open', 'raise the limit of open files of this machine'],
  ENOTDIR: ['a file stands where a folder is needed', 'remove it, or name a folder'],
  ENAMETOOLONG: ['the path is longer than this system takes', 'name a shorter one'],
  ELOOP: ['a link leads back to itself', 'put the link right, or name another folder'],
  EIO: ['the disk does not work', 'look at the disk; a backup is restored with `darcha restore`'],
}

/** The same of making a folder, which elsewhere are faults of the product. */
const OF_FOLDERS: typeof REMEDIES = {
  ENOENT: ['a folder can not be made here', 'set DARCHA_HOME to a folder on a disk'],
  EEXIST: ['a link that leads nowhere stands in the place of a folder', 'remove it, or name another folder'],
  EINVAL: ['a folder can not be made here', 'set DARCHA_HOME to a folder on a disk'],
}

/** SQLSTATE of a table, schema or function that is not there. */
const UNKNOWN_TO_DATABASE = new Set(['42P01', '3F000', '42883'])

/**
 * The sentence for an error of disk or database that no command expected: what is wrong, and what to do.
 * @returns undefined for a fault of the product itself
 */
export function environmentSentence(error: unknown): string | undefined {
  const trouble = troubleOf(error)
  if (trouble) {
    const { what, remedy } = operatorSentence(trouble)
    return `${what}: ${remedy}`
  }
  const { code = '', message, path, syscall } = error as NodeJS.ErrnoException
  if (UNKNOWN_TO_DATABASE.has(code))
    return `the database has not the tables of this release (${message}): run \`npx darcha migrate\`, then try again`
  const known =
    syscall === undefined ? undefined : (REMEDIES[code] ?? (syscall === 'mkdir' ? OF_FOLDERS[code] : undefined))
  return known && `${known[0]} (${syscall}${path ? ` ${path}` : ''}: ${code}): ${known[1]}`
}
