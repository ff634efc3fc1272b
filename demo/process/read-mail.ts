/** A received letter as people and tests look at it. */
export interface Letter {
  from: string
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}

/**
 * Reads a message as mail programs write it: folded headers (RFC 5322), encoded words (RFC 2047), multipart, base64 and
 * quoted-printable (RFC 2045).
 * Attachments are left out.
 */
export function readMail(raw: Buffer): Letter {
  const letter: Letter = { from: '', to: '', subject: '', text: '', html: '', headers: {} }
  const { headers, body } = split(raw)
  letter.headers = headers
  letter.from = words(headers['from'] ?? '')
  letter.to = words(headers['to'] ?? '')
  letter.subject = words(headers['subject'] ?? '')
  readPart(headers, body, letter, 0)
  return letter
}

function split(raw: Buffer): { headers: Record<string, string>; body: Buffer } {
  const end = raw.indexOf('\r\n\r\n')
  const head = (end < 0 ? raw : raw.subarray(0, end)).toString('utf8').replace(/\r\n[ \t]+/g, ' ')
  const headers = Object.fromEntries(
    head
      .split('\r\n')
      .filter((line) => line.includes(':'))
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  return { headers, body: end < 0 ? Buffer.alloc(0) : raw.subarray(end + 4) }
}

function readPart(headers: Record<string, string>, body: Buffer, letter: Letter, depth: number): void {
  const type = headers['content-type'] ?? 'text/plain'
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1]
  if (/^multipart\//i.test(type) && boundary && depth < 5) {
    for (const part of body
      .toString('latin1')
      .split(new RegExp(`(?:^|\\r\\n)--${boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`))
      .slice(1)) {
      if (part.startsWith('--')) return
      const inner = split(Buffer.from(part.replace(/^\r\n/, ''), 'latin1'))
      readPart(inner.headers, inner.body, letter, depth + 1)
    }
    return
  }
  if (/^attachment/i.test(headers['content-disposition'] ?? '')) return
  const content = decode(headers['content-transfer-encoding'] ?? '', body).toString('utf8')
  if (/^text\/html/i.test(type)) letter.html ||= content
  else if (/^text\/plain/i.test(type)) letter.text ||= content
}

function decode(encoding: string, body: Buffer): Buffer {
  if (/base64/i.test(encoding)) return Buffer.from(body.toString('latin1'), 'base64')
  return /quoted-printable/i.test(encoding) ? quoted(body.toString('latin1').replace(/=\r\n/g, '')) : body
}

const quoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  )

function words(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, coded: string) =>
      (kind.toLowerCase() === 'b' ? Buffer.from(coded, 'base64') : quoted(coded.replaceAll('_', ' '))).toString(
        'latin1',
      ),
    )
    .replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'))
}
