/** Why an XML file is not read. `encoding`: its bytes; `doctype`, `too-large`, `too-deep`: refused; else no XML at all. */
export type XmlErrorCode = 'encoding' | 'not-xml' | 'doctype' | 'too-large' | 'too-deep' | 'too-many-elements'

/** An XML file that is refused: where, why, and what to do about it. The message names the line. */
export class XmlError extends Error {
  readonly code: XmlErrorCode
  readonly reason: string
  readonly line: number
  readonly remedy: string
  constructor(code: XmlErrorCode, reason: string, line: number, remedy: string) {
    super(`line ${line}: ${reason}`)
    this.name = 'XmlError'
    this.code = code
    this.reason = reason
    this.line = line
    this.remedy = remedy
  }
}
