import type { TypeNode } from './node.ts'
import { NameReader } from './name-reader.ts'
import { KnownNames } from './names.ts'

const BUILT_IN_TYPES = new KnownNames(['date and time', 'days and time duration', 'years and months duration'])

/** Reads types: `number`, `list<tLoan>`, `context<a: string>`, `function<number>->string` (grammar rule 52). */
export class TypeReader extends NameReader {
  protected takeType(): TypeNode {
    const word = this.wordAt()
    if (
      (word === 'list' || word === 'range' || word === 'context' || word === 'function') &&
      this.source
        .slice(this.at + word.length)
        .trimStart()
        .startsWith('<')
    ) {
      this.takeWord(word)
      this.expect('<')
      if (word === 'context') return this.takeContextType()
      if (word === 'function') return this.takeFunctionType()
      const of = this.takeType()
      this.expect('>')
      return { kind: word, of }
    }
    const builtIn = BUILT_IN_TYPES.longestAt(this.source, this.at)
    if (builtIn) {
      this.at = builtIn.end
      this.skip()
      return { kind: 'name', name: builtIn.name }
    }
    let name = this.takeName()
    while (this.startsWith('.') && !this.startsWith('..')) {
      this.take('.')
      name += `.${this.takeMember()}`
    }
    return { kind: 'name', name }
  }

  private takeContextType(): TypeNode {
    const entries: { name: string; type: TypeNode }[] = []
    while (!this.take('>')) {
      if (entries.length > 0) this.expect(',')
      const name = this.takeNameUntil(/[:,>]/, 'an entry')
      this.expect(':')
      entries.push({ name, type: this.takeType() })
    }
    return { kind: 'context', entries }
  }

  private takeFunctionType(): TypeNode {
    const parameters: TypeNode[] = []
    while (!this.take('>')) {
      if (parameters.length > 0) this.expect(',')
      parameters.push(this.takeType())
    }
    this.expect('->')
    return { kind: 'function', parameters, result: this.takeType() }
  }
}
