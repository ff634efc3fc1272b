import { withoutHidden } from '../../kernel/text/index.ts'

/** Characters that file systems or shells give a meaning. */
const RESERVED = /[<>:"|?*\s]+/g
const LONGEST = 120

/**
 * A name to show and to save under: no folders, no control, bidirectional or invisible characters (which make `gpj.exe`
 * look like
 * `exe.jpg`), not longer than 120 characters, the end with its extension kept.
 */
export function cleanFileName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const plain = withoutHidden(last)
    .replace(RESERVED, ' ')
    .trim()
    .replace(/^\.+|[. ]+$/g, '')
  if (plain === '') return 'file'
  const letters = [...plain]
  if (letters.length <= LONGEST) return plain
  const extension = /\.[a-z0-9]{1,10}$/i.exec(plain)?.[0] ?? ''
  return (
    letters
      .slice(0, LONGEST - extension.length)
      .join('')
      .trim() + extension
  )
}
