import { FeelError } from '../feel-error.ts'
import { isNamePart, characterAt, Scanner } from './scanner.ts'
import { isReserved, KnownNames, tidyName } from './names.ts'

/** Words that go on with the expression and so end a name nobody declared. */
const INFIX_WORDS = new Set(['and', 'or', 'in', 'between', 'instance', 'then', 'else', 'return', 'satisfies'])

/** How often the reader may go back and try another way before it says what is wrong. */
const RETRIES_AT_MOST = 500

/**
 * Reads names. FEEL's names may hold spaces and signs, so which words belong together depends on what is in scope:
 * the longest known name wins, and words in a row that nobody declared are one name, since no grammar rule puts two
 * names side by side.
 */
export class NameReader extends Scanner {
  protected readonly scopes: KnownNames[]
  /** Names of entries, wherever they are: what may follow a dot. */
  protected readonly members: KnownNames
  private retries = 0

  constructor(source: string, scopes: readonly KnownNames[], members: KnownNames) {
    super(source)
    this.scopes = [...scopes, new KnownNames()]
    this.members = members
  }

  /** The known name here that is longer than the word here. */
  protected knownAt(): { name: string; end: number } | undefined {
    let longest: { name: string; end: number } | undefined
    for (const scope of this.scopes) {
      const found = scope.longestAt(this.source, this.at)
      if (found && found.end > (longest?.end ?? 0)) longest = found
    }
    return longest && longest.end > this.at + this.wordAt().length ? longest : undefined
  }

  /** A name in scope, or an undeclared one. */
  protected takeName(): string {
    return this.takeLonger(this.knownAt())
  }

  /** The name after a dot; words of the language may stand there. */
  protected takeMember(): string {
    return this.takeLonger(this.members.longestAt(this.source, this.at))
  }

  private takeLonger(known: { name: string; end: number } | undefined): string {
    const end = this.wordsEnd()
    if (known && known.end >= end) {
      this.at = known.end
      this.skip()
      return known.name
    }
    if (end === this.at) this.fail(this.ended ? 'the expression ends too early' : "this can't be read")
    const name = tidyName(this.source.slice(this.at, end))
    this.at = end
    this.skip()
    return name
  }

  /** Where the words in a row end. */
  private wordsEnd(): number {
    let end = this.at + this.wordAt().length
    if (end === this.at) return end
    for (;;) {
      let next = end
      while (/\s/.test(this.source[next] ?? '')) next++
      if (next === end) return end
      const word = this.wordAt(next)
      if (INFIX_WORDS.has(word)) return end
      // a name's later words may be numbers: Extra days case 1
      let to = next + word.length
      if (word === '') while (isNamePart(characterAt(this.source, to))) to++
      if (to === next) return end
      end = to
    }
  }

  /** The name of a parameter or key, up to one of the signs that may follow it. */
  protected takeNameUntil(pattern: RegExp, what: string): string {
    const rest = this.source.slice(this.at, this.at + 400)
    const end = rest.search(pattern)
    const name = end < 0 ? '' : tidyName(rest.slice(0, end))
    if (name === '' || this.wordAt() === '' || /["@{}()[\]<>=]/.test(name)) this.fail(`the name of ${what} is expected`)
    this.at += end
    this.skip()
    return name
  }

  /** A name that expressions will use: no word of the language. */
  protected takeVariable(pattern: RegExp, what: string): string {
    const { at } = this
    const name = this.takeNameUntil(pattern, what)
    return isReserved(name) ? this.fail(`"${name}" is a word of the language, and no name of ${what}`, at) : name
  }

  /** Names known while the body is read. */
  protected withNames<T>(names: Iterable<string>, read: () => T): T {
    return this.withScope(new KnownNames(names), read)
  }

  /** Entries of the elements are names in the condition of a filter. */
  protected withMembers<T>(read: () => T): T {
    return this.withScope(this.members, read)
  }

  private withScope<T>(names: KnownNames, read: () => T): T {
    this.scopes.push(names)
    try {
      return read()
    } finally {
      this.scopes.pop()
    }
  }

  /** Reads one way, or goes back and reads the other. */
  protected either<T>(first: () => T, second: () => T): T {
    const [at, depth] = [this.at, this.scopes.length]
    try {
      return first()
    } catch (error) {
      if (!(error instanceof FeelError) || error.code !== 'syntax' || ++this.retries > RETRIES_AT_MOST) throw error
      this.at = at
      this.scopes.length = depth
      return second()
    }
  }
}
