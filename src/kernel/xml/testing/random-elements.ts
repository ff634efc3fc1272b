import fc from 'fast-check'
import { XmlElement, type XmlNode } from '../index.ts'

const letters = fc.stringMatching(/^[A-Za-zЖшў_][A-Za-z0-9Жшў_.-]{0,5}$/).filter((name) => !/^xml/i.test(name))
const text = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((value) =>
    [...value]
      .filter(
        (letter) => /[\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/u.test(letter) || (letter.codePointAt(0) as number) > 0xffff,
      )
      .join(''),
  )
const namespaces = ['', 'urn:one', 'urn:two', 'http://example.org/three']

/** Elements with odd but legal content: any namespaces and prefixes, mixed text, comments, CDATA, instructions. */
export const randomElement = fc.letrec<{ element: XmlElement; node: XmlNode }>((tie) => ({
  element: fc
    .record({
      prefix: fc.constantFrom('', 'p', 'q'),
      name: letters,
      namespace: fc.constantFrom(...namespaces),
      attributes: fc.uniqueArray(fc.record({ prefix: fc.constantFrom('', 'p', 'r'), name: letters, value: text }), {
        maxLength: 4,
        selector: (attribute) => attribute.name,
      }),
      content: fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'node' }),
    })
    .map(({ prefix, name, namespace, attributes, content }) => {
      const made = new XmlElement({
        prefix: namespace === '' ? '' : prefix,
        name,
        namespace,
        line: 1,
        // one prefix is bound to one namespace within an element
        attributes: attributes.map((attribute) => ({
          ...attribute,
          namespace:
            attribute.prefix === '' ? '' : attribute.prefix === prefix && namespace !== '' ? namespace : 'urn:r',
        })),
      })
      made.content = content
      return made
    }),
  node: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'node', withCrossShrink: true },
    text.filter((value) => value !== '').map((value): XmlNode => ({ kind: 'text', value })),
    text
      .filter((value) => value !== '')
      .map((value): XmlNode => ({ kind: 'cdata', value: value.replace(/[\r]|\]\]>/g, '') })),
    letters.map((value): XmlNode => ({ kind: 'comment', value: `${value.replaceAll('-', '')} ` })),
    fc.tuple(letters, letters).map(([target, value]): XmlNode => ({ kind: 'instruction', target, value })),
    tie('element'),
  ),
})).element
