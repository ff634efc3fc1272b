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
  EIO: ['the disk does not work', 'look at the disk; a backup is restored with `darcha restore`'],
}

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
  const { code = '', path, syscall } = error as NodeJS.ErrnoException
  const known = syscall === undefined ? undefined : REMEDIES[code]
  return known && `${known[0]} (${syscall}${path ? ` ${path}` : ''}: ${code}): ${known[1]}`
}
