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

  it('a table of clauses, as DMN 1.0 wrote them, is refused by name and line', async () => {
    const model = `<definitions xmlns="http://www.omg.org/spec/DMN/20130901" name="D" namespace="urn:x"><decision id="d" name="Dec">
<decisionTable id="t" hitPolicy="UNIQUE">
<clause id="i"><inputExpression><text>x</text></inputExpression><inputEntry id="a"><text>1</text></inputEntry></clause>
<clause id="o"><outputEntry id="b"><text>"yes"</text></outputEntry></clause>
<rule><condition>a</condition><conclusion>b</conclusion></rule></decisionTable></decision></definitions>`
    await expect(compileDmn(model)).rejects.toThrow(/line 3: .*clauses \(DMN 1\.0\).*DMN 1\.1/)
  })

  it('are refused by line and name when they are none', async () => {
    await expect(compileDmn('<a/>')).rejects.toThrow('line 1: this is no DMN model: it begins with <a>')
    await expect(compileDmn('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>')).rejects.toThrow(
      /BPMN/,
    )
    await expect(compileDmn(Buffer.from([0x3c, 0x61, 0x3e, 0x0a, 0xe0]))).rejects.toThrow(/^line 2: .*utf-8/)
  })
})

describe('decisions in the words of other engines', () => {
  const table = (inputs: string, rules: string) =>
    `<definitions xmlns="http://www.omg.org/spec/DMN/20151101" namespace="http://www.flowable.org/dmn"><decision id="d" name="D"><decisionTable hitPolicy="FIRST">${inputs}<output name="o" typeRef="string"/>${rules}</decisionTable></decision></definitions>`
  const input = (text: string, more = '') =>
    `<input><inputExpression ${more}><text>${text}</text></inputExpression></input>`
  const rule = (test: string, result: string, more = '') =>
    `<rule><inputEntry ${more}><text><![CDATA[${test}]]></text></inputEntry><outputEntry><text><![CDATA[${result}]]></text></outputEntry></rule>`
  const result = async (xml: string, given: Record<string, unknown>) =>
    decide(await compileDmn(xml), 'D', given, { now: null }).result

  it('reads ${…} in inputs, tests and results, and == and != in tests', async () => {
    const xml = table(
      input('${order.total + extra}'),
      rule('== 10', '"ten"') +
        rule('< ${limit}', '${limit == null ? "x" : limit}') +
        rule('!= 50', '"other"') +
        rule('-', '"fifty"'),
    )
    expect(await result(xml, { order: { total: '7' }, extra: 3, limit: 5 })).toBe('ten')
    expect(await result(xml, { order: { total: 1 }, limit: 5 })).toBe(5)
    expect(await result(xml, { order: { total: 20 }, limit: 5 })).toBe('other')
    expect(await result(xml, { order: { total: 50 }, limit: 5 })).toBe('fifty')
  })
  it('reads what says it is JUEL', async () => {
    const xml = table(input('!done', 'expressionLanguage="juel"'), rule('true', '"open"') + rule('-', '"done"'))
    expect(await result(xml, {})).toBe('open')
    expect(await result(xml, { done: true })).toBe('done')
  })
  it('refuses other languages and calls by line', async () => {
    const script = table(input('a'), `\n${rule('a > 1', '"x"', 'expressionLanguage="javascript"')}`)
    await expect(compileDmn(script)).rejects.toThrow(/^line 2: D: the language javascript is not run/)
    await expect(compileDmn(table(input('${bean.go()}'), rule('-', '1')))).rejects.toThrow(/^line 1: D: .*go\(\)/)
  })
  it('takes the language of the whole file for what names none itself, and refuses what is not FEEL', async () => {
    const xml = table(input('a'), rule('== 1', '"one"') + rule('-', 'a > 2 ? "some" : "none"'))
    const inFile = (language: string) => xml.replace('<definitions ', `<definitions expressionLanguage="${language}" `)
    expect(await result(inFile('juel'), { a: 1 })).toBe('one')
    expect(await result(inFile('juel'), { a: 3 })).toBe('some')
    // one that stands was read as FEEL when it was published, and goes on so
    const standing = table(input('a'), rule('> 2', '"some"') + rule('-', '"none"')).replace(
      '<definitions ',
      '<definitions expressionLanguage="juel" ',
    )
    expect(decide(await compileDmn(standing, { lenient: true }), 'D', { a: 3 }, { now: null }).result).toBe('some')
    for (const language of ['javascript', 'https://www.omg.org/spec/DMN/20240513/B-FEEL/'])
      await expect(compileDmn(inFile(language))).rejects.toThrow(`the language ${language} is not run`)
    const feel = table(input('a'), rule('1', '"one"')).replace(
      '<definitions ',
      '<definitions expressionLanguage="s-feel" ',
    )
    expect(await result(feel, { a: 1 })).toBe('one')
  })
  it('says why nothing came of it: a name read as a sum, an entry that no text has, values of two kinds', async () => {
    const literal = (text: string) =>
      `<definitions xmlns="http://www.omg.org/spec/DMN/20151101" namespace="x"><decision id="D" name="D"><literalExpression><text><![CDATA[${text}]]></text></literalExpression></decision></definitions>`
    const notes = async (text: string, given: Record<string, unknown>) =>
      decide(await compileDmn(literal(text)), 'D', given, { now: null }).notes.join('; ')
    expect(await notes('total-amount * 2', { 'total-amount': 2 })).toContain('"total-amount" is calculated here')
    expect(await notes('name.length', { name: 'Aziza' })).toBe(
      'a string has no "length": write string length(…) or count(…)',
    )
    expect(await notes('items.size', { items: ['a', 'b'] })).toContain('a string has no "size"')
    expect(await notes('p.amout', { p: { amount: 1 } })).toBe('a context has no "amout"')
    expect(await notes('a > "5"', { a: 7 })).toBe('">" of a number and a string says neither true nor false')
    expect(await notes('a = "5"', { a: 7 })).toContain('of a number and a string')
    expect(await notes('a.b > 5', {})).toBe('there is no "a"')
  })
  it('leaves texts that hold ${ as they are', async () =>
    expect(await result(table(input('1'), rule('-', '"costs ${sum}"')), {})).toBe('costs ${sum}'))
})
