import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomElement } from './testing/random-elements.ts'
import { compareXml, decodeXml, mergeXml, readXml, writeXml, XmlError, type XmlElement } from './index.ts'

/** Letters of windows-1251 and KOI8-R for one Russian word. */
const WORD = 'Заявка'
const BYTES: Record<string, number[]> = {
  'windows-1251': [0xc7, 0xe0, 0xff, 0xe2, 0xea, 0xe0],
  'KOI8-R': [0xfa, 0xc1, 0xd1, 0xd7, 0xcb, 0xc1],
  'ISO-8859-5': [0xb7, 0xd0, 0xef, 0xd2, 0xda, 0xd0],
}
const file = (declaration: string, word: readonly number[] | string) =>
  Buffer.concat([Buffer.from(`${declaration}<a n="`), Buffer.from(word as string), Buffer.from('"/>')])
const wide = (text: string, big = false) => {
  const bytes = Buffer.from(text, 'utf16le')
  return big ? bytes.swap16() : bytes
}
const nameIn = (bytes: Uint8Array) => readXml(bytes).root.attribute('n')

function refusal(source: string | Uint8Array): XmlError {
  try {
    readXml(source)
  } catch (error) {
    if (error instanceof XmlError) return error
    throw error
  }
  throw new Error('it was read')
}

describe('encodings', () => {
  it.each(Object.entries(BYTES))('%s by its declaration, in any spelling', (label, word) => {
    for (const spelling of [label, label.toLowerCase(), label.replace('-', '_').replace('windows_', 'cp')])
      for (const declaration of [
        `<?xml version="1.0" encoding="${spelling}"?>`,
        `<?xml version='1.0'\n encoding = '${spelling}' standalone="yes" ?>\r\n`,
      ])
        expect(nameIn(file(declaration, word)), declaration).toBe(WORD)
  })
  it('UTF-8 and UTF-16 of both orders by byte order mark or shape, whatever is declared', () => {
    for (const declared of ['', '<?xml version="1.0" encoding="UTF-16"?>', '<?xml version="1.0" encoding="utf-8"?>']) {
      const text = `${declared}<a n="${WORD}"/>`
      for (const bytes of [
        Buffer.from(text),
        Buffer.from(`\uFEFF${text}`),
        wide(text),
        wide(text, true),
        wide(`\uFEFF${text}`),
        wide(`\uFEFF${text}`, true),
      ])
        expect(nameIn(bytes), declared).toBe(WORD)
    }
  })
  it('text is text, whatever encoding it declares', () =>
    expect(readXml(`\uFEFF<?xml version="1.0" encoding="windows-1251"?><a n="${WORD}"/>`).root.attribute('n')).toBe(
      WORD,
    ))
  it('says the line of bytes that are not in the encoding, and does not guess', () => {
    const bytes = Buffer.concat([
      Buffer.from('<a>\n\n<b n="'),
      Buffer.from(BYTES['windows-1251'] as number[]),
      Buffer.from('"/></a>'),
    ])
    expect(refusal(bytes)).toMatchObject({ code: 'encoding', line: 3, remedy: expect.stringContaining('UTF-8') })
    expect(refusal(file('<?xml version="1.0" encoding="klingon"?>', 'x')).message).toContain('"klingon"')
    expect(refusal(Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0])).reason).toContain('UTF-32')
  })
  it('decodes without reading', () => expect(decodeXml(Buffer.from('\uFEFFа'))).toBe('а'))
})

describe('reading', () => {
  it('gives the line on which an element begins', () => {
    const { root } = readXml(
      '<?xml version="1.0"?>\r\n<!-- element\n two -->\n<a\r\n x="1"\n y="2"><b/>\n<c>\n</c><d\n/></a>',
    )
    expect([root, ...root.children].map((element) => [element.name, element.line])).toEqual([
      ['a', 4],
      ['b', 6],
      ['c', 7],
      ['d', 8],
    ])
  })
  it('takes blanks around =, any name, CDATA, references and lines', () => {
    const { root } = readXml(
      '<Жараён id = "Бошлаш"\n\tname =\'a &lt;&#x41;&quot;\'>x &amp; <![CDATA[<y>]]>\r\nz</Жараён >',
    )
    expect(root.name).toBe('Жараён')
    expect(root.attribute('id')).toBe('Бошлаш')
    expect(root.attribute('name')).toBe('a <A"')
    expect(root.text).toBe('x & <y>\nz')
  })
  it.each([
    ['<!DOCTYPE a [<!ENTITY b "c">]><a/>', 'doctype'],
    ['<a>&b;</a>', 'not-xml'],
    ['<a><b></a>', 'not-xml'],
    ['<p:a/>', 'not-xml'],
    ['', 'not-xml'],
    ['{"a": 1}', 'not-xml'],
    [`${'<a>'.repeat(600)}${'</a>'.repeat(600)}`, 'too-deep'],
  ])('refuses %s by line and remedy', (source, code) => {
    expect(refusal(source)).toMatchObject({
      code,
      line: 1,
      message: expect.stringMatching(/^line 1: \S/),
      remedy: expect.stringMatching(/\w/),
    })
  })
  it.each([
    ['<a>\n&nbsp;</a>', /uses &nbsp;/],
    ['<a>\n<b c="&constructor;"/></a>', /uses &constructor;/],
    ['<a>\nR & D;</a>', /a & stands alone/],
    ['<a>\n<b c="R & D"/>\n\n</a>', /a & stands alone/],
  ])('names what %j takes for a letter, where it stands', (source, said) => {
    expect(refusal(source)).toMatchObject({ code: 'not-xml', line: 2, message: expect.stringMatching(said) })
  })
})

/** What an element says, prefixes and declarations aside; texts beside each other are one. */
function said(element: XmlElement): unknown {
  const content: unknown[] = []
  for (const node of element.content) {
    const last = content.at(-1)
    if (node.kind === 'text' && typeof last === 'string') content[content.length - 1] = last + node.value
    else if (node.kind === 'text') content.push(node.value)
    else content.push(node.kind === 'element' ? said(node) : { ...node })
  }
  const attributes = element.attributes
    .filter((attribute) => attribute.namespace !== 'http://www.w3.org/2000/xmlns/')
    .map(({ name, namespace, value }) => `{${namespace}}${name}=${value}`)
  return { name: element.name, namespace: element.namespace, attributes: attributes.sort(), content }
}

const whole = (root: XmlElement) => ({ version: '1.0', root, before: [], after: [] })

describe('writing', () => {
  it('gives back what was read: elements, namespaces, text, CDATA, comments, instructions', () => {
    fc.assert(
      fc.property(randomElement, (root) => {
        const written = writeXml(whole(root))
        const read = readXml(written)
        expect(said(read.root)).toEqual(said(root))
        expect(writeXml(read)).toBe(written)
        expect(compareXml(root, read.root)).toEqual({ lost: [], changed: [] })
      }),
      { numRuns: 300 },
    )
  })
  it('keeps prefixes, empty namespaces and what stands outside the root', () => {
    const source =
      '<?xml version="1.1" encoding="UTF-8" standalone="yes"?>\n<?style a?>\n<!--b-->\n<p:a xmlns:p="urn:p" xmlns="urn:d"><c xmlns=""><p:d p:e="1" f="&#xD;&#xA;&#x9;"/></c></p:a>\n<!--g-->\n'
    expect(writeXml(readXml(source))).toBe(source)
  })
})

describe('merging', () => {
  const tree = (xml: string) => readXml(xml).root
  const merged = (source: string, before: string, after: string) =>
    writeXml(whole(mergeXml(tree(source), tree(before), tree(after)))).split('\n')[1]
  it('applies what was edited and leaves the rest as it stands', () => {
    expect(merged('<a><!--c--> <b id="1" x="y"/>\n<z/></a>', '<a><b id="1"/></a>', '<a><b id="1" n="m"/></a>')).toBe(
      '<a><!--c--> <b id="1" x="y" n="m"/>',
    )
    expect(merged('<a><b/><c id="1">t<d/></c></a>', '<a><c id="1"/><b/></a>', '<a><b/></a>')).toBe('<a><b/></a>')
    expect(
      merged(
        '<a><b id="1"/><k/><b id="2"/></a>',
        '<a><b id="1"/><b id="2"/></a>',
        '<a><b id="1"/><b id="3"/><b id="2"/></a>',
      ),
    ).toBe('<a><b id="1"/><b id="3"/><k/><b id="2"/></a>')
    expect(
      merged('<a><b id="1"/><b id="2"/></a>', '<a><b id="1"/><b id="2"/></a>', '<a><b id="2"/><b id="1"/></a>'),
    ).toBe('<a><b id="2"/><b id="1"/></a>')
    expect(merged('<a>old</a>', '<a>old</a>', '<a>new</a>')).toBe('<a>new</a>')
  })
  it('of two models without an edit is the file itself; of a whole edit is the edit', () => {
    fc.assert(
      fc.property(randomElement, randomElement, (source, other) => {
        expect(mergeXml(source, other, other)).toBe(source)
      }),
    )
  })
})
