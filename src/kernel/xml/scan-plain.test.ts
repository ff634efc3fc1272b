import { SaxesParser } from 'saxes'
import { expect, it } from 'vitest'
import { createPlainScanner, XmlError } from './index.ts'

const LIMITS = { length: 1e6, depth: 100 }
const LEAVES = [
  '<string key="a" value="b"/>',
  '\n  <date key="t" value="2026-03-02T10:00:00Z" />',
  '<x:int key="" value="1"/>',
]
const OTHERS = [
  ...['<event>', '</event>', '<e key="1">', '</e>', '<string value="b" key="a"/>', "<string key='a' value='b'/>"],
  ...['<string key="a" value="&amp;&#65;"/>', '<string key="a" value="&none;"/>', '<a key="1" key="2"/>', '<a key=1/>'],
  ...[
    '<!-- ',
    ' -->',
    '<![CDATA[',
    ']]>',
    '<?x ',
    '?>',
    '<a b="',
    '"/>',
    ' text > text ',
    '\r\n',
    '\r',
    '\u0000',
    '\u0085',
  ],
  ...['<string key="a" value="x\ny"/>', '<string key="a" value="\ud83c\udf33"/>', '<string key="a" value="\ud83c"/>'],
  ...[
    '<string key="a>b" value="b"/>',
    '<a:b:c key="a" value="b"/>',
    '<a key="a" value="b"/x>',
    '</log>',
    '<!DOCTYPE a>',
    '\uffff',
  ],
]

/** What the parser alone tells of a text: elements, and the line and words of the first fault. */
function alone(text: string): unknown[] {
  const told: unknown[] = []
  const parser = new SaxesParser({ xmlns: false })
  parser.on('opentag', ({ name, attributes }) => told.push([name, { ...attributes }]))
  parser.on('closetag', () => told.push('/'))
  const fault = (line: number) => {
    told.push(line)
    throw new XmlError('not-xml', '', line, '')
  }
  parser.on('error', ({ message }) => fault(Number(/^\d+/.exec(message)![0])))
  parser.on('doctype', () => fault(parser.line))
  try {
    parser.write(text).close()
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
  }
  return told
}

/** What the scanner tells of it in pieces. */
function scanned(pieces: readonly string[]): unknown[] {
  const told: unknown[] = []
  const scanner = createPlainScanner(
    {
      open: (name, attributes) => told.push([name, { ...attributes }]),
      close: () => told.push('/'),
    },
    LIMITS,
  )
  try {
    for (const piece of pieces) scanner.write(piece)
    scanner.close()
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    told.push(error.line)
  }
  return told
}

/** Behind the root the parser tells a fault where its piece ends: the line is not compared there. */
function compared(told: readonly unknown[]): readonly unknown[] {
  const elements = told.filter((item) => Array.isArray(item)).length
  const ends = told.filter((item) => item === '/').length
  return elements === ends ? told.map((item) => (typeof item === 'number' ? 'behind the root' : item)) : told
}

it('plain leaves read beside the parser change nothing of what it tells, whatever stands around them and however it is cut', () => {
  let seed = 7
  const below = (most: number) => ((seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % 65_521) % most
  let [whole, broken] = [0, 0]
  for (let round = 0; round < 4_000; round++) {
    const parts = Array.from({ length: 1 + below(9) }, () =>
      below(3) > 0 ? LEAVES[below(LEAVES.length)]! : OTHERS[below(OTHERS.length)]!,
    )
    const text = `<?xml version="1.0"?>\n<log>${parts.join('')}${below(5) > 0 ? '</log>' : ''}${below(9) > 0 ? '' : LEAVES[0]}`
    const pieces: string[] = []
    for (let at = 0; at < text.length; ) {
      const to = at + 1 + below(round % 2 === 0 ? 12 : 300)
      pieces.push(text.slice(at, to))
      at = to
    }
    const expected = alone(text)
    expect(compared(scanned(pieces)), JSON.stringify(pieces)).toEqual(compared(expected))
    if (typeof expected.at(-1) === 'number') broken++
    else whole++
  }
  // both kinds were tried
  expect(Math.min(whole, broken)).toBeGreaterThan(300)
})
