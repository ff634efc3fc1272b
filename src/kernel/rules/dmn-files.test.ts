import { describe, expect, it } from 'vitest'
import { compileDmn, decide } from './index.ts'

const file = (namespace: string, declaration = '') =>
  `${declaration}<d:definitions xmlns:d="${namespace}" id="all" name="All" namespace="urn:all">
<d:decision id = "fee" name="Тўлов"><d:literalExpression><d:text>if paid then "тўланди" else "кутилмоқда"</d:text></d:literalExpression></d:decision></d:definitions>`

const fee = async (source: string | Uint8Array) =>
  decide(await compileDmn(source), 'Тўлов', { paid: true }, { now: null }).result

describe('files of decisions', () => {
  it.each([
    'http://www.omg.org/spec/DMN/20130901',
    'http://www.omg.org/spec/DMN/20151101',
    'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
    'http://www.omg.org/spec/DMN/20151101/dmn11.xsd',
    'http://www.omg.org/spec/DMN/20180521/MODEL/',
    'http://www.omg.org/spec/DMN/20180521/MODEL',
    'https://www.omg.org/spec/DMN/20191111/MODEL/',
    'https://www.omg.org/spec/DMN/20211108/MODEL/',
    'https://www.omg.org/spec/DMN/20230324/MODEL/',
    'https://www.omg.org/spec/DMN/20240513/MODEL/',
  ])('are read in the namespace %s', async (namespace) => expect(await fee(file(namespace))).toBe('тўланди'))

  it('are read in the encoding that they declare', async () => {
    const text = file('https://www.omg.org/spec/DMN/20191111/MODEL/', '<?xml version="1.0" encoding="UTF-16"?>')
    expect(await fee(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe('тўланди')
    const cyrillic = Buffer.concat([
      Buffer.from(
        '<?xml version="1.0" encoding="windows-1251"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision name="D"><literalExpression><text>"',
      ),
      Buffer.from([0xc4, 0xe0]),
      Buffer.from('"</text></literalExpression></decision></definitions>'),
    ])
    expect(decide(await compileDmn(cyrillic), 'D', {}, { now: null }).result).toBe('Да')
  })

  it('are refused by line and name when they are none', async () => {
    await expect(compileDmn('<a/>')).rejects.toThrow('line 1: this is no DMN model: it begins with <a>')
    await expect(compileDmn('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>')).rejects.toThrow(
      /BPMN/,
    )
    await expect(compileDmn(Buffer.from([0x3c, 0x61, 0x3e, 0x0a, 0xe0]))).rejects.toThrow(/^line 2: .*utf-8/)
  })
})
