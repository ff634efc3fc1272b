import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomElement } from '../xml/testing/random-elements.ts'
import { parse, roundtrip, write } from './roundtrip.ts'
import { compareXml, readXml, writeXml } from '../xml/index.ts'

const model = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:d="urn:darcha:bpmn:1" xmlns:x="http://example.org/x" xmlns:tns="E" id="all" targetNamespace="E">${inside}</definitions>`

/** The file from its root on, as one line of one kind of quotes and blanks. */
const said = (xml: string) => writeXml(readXml(xml)).replace(/\n$/, '')

describe('roundtrip', () => {
  it('keeps foreign elements, attributes given by default, references it can not follow and carriage returns', async () => {
    const source = model(`<message id="m" name="M"/><process id="p" isExecutable="false">
      <userTask id="a" name="one&#xD;&#xA;two" d:act="examine" x:colour="red" startQuantity="1" default="gone">
        <extensionElements><x:note level="2">remember</x:note></extensionElements>
        <multiInstanceLoopCharacteristics isSequential="false"><loopDataInputRef>list</loopDataInputRef></multiInstanceLoopCharacteristics>
      </userTask><receiveTask id="r" messageRef="tns:m"/></process>`)
    const { xml, lost, changed } = await roundtrip(source)
    expect({ lost, changed }).toEqual({ lost: [], changed: [] })
    expect(xml).toContain('one&#xD;')
    expect(xml).toContain('messageRef="tns:m"')
    expect(xml).toContain('isSequential="false"')
  })

  it.each<[string, string]>([
    [
      'markup in documentation',
      '<process id="p"><documentation textFormat="text/html">a <b xmlns="http://www.w3.org/1999/xhtml">bold</b> word<br/></documentation></process>',
    ],
    [
      'elements in extension',
      '<extension mustUnderstand="true" definition="x:d"><documentation>why</documentation><x:more a="1"/></extension>',
    ],
    [
      'an empty namespace and prefixed attributes in extension elements',
      '<process id="p"><extensionElements><x:properties x:a="1" b="2" xmlns:z="urn:z"><property xmlns="" name="n" z:w="1"/><d:work/></x:properties></extensionElements></process>',
    ],
    [
      'BPMN in extension elements',
      '<process id="p"><extensionElements><userTask id="inner"/></extensionElements></process>',
    ],
    [
      'any name as id',
      '<process id="Жараён"><startEvent id="Бошлаш"/><sequenceFlow id="ў·1" sourceRef="Бошлаш" targetRef="_тугаш.1"/><endEvent id="_тугаш.1"/></process>',
    ],
    ['blanks around =', '<process id = "p"\n isExecutable\n=\n"true"><task id= "a" name ="b"/></process>'],
    [
      'lines, CDATA and references in text',
      '<process id="p"><scriptTask id="a"><script><![CDATA[if (a < b)\n  c && d]]>\n&lt;x&gt; &#1178;</script></scriptTask></process>',
    ],
    [
      'comments, and text where none belongs',
      '<!-- before --><process id="p">stray<task id="a"/><!-- after --></process>',
    ],
    [
      'foreign elements where none belong',
      '<process id="p"><x:lost deep="1"><x:er/></x:lost><task id="a"><x:own/></task></process>',
    ],
    [
      'a prefix bound anew inside',
      '<process id="p"><x:a xmlns:x="urn:other" x:b="1"/><extensionElements><x:a x:b="2"/></extensionElements></process>',
    ],
    [
      'items without an id that look alike',
      '<process id="p"><extensionElements><x:in a="1"/><x:in a="1"/><x:in a="2"/></extensionElements></process>',
    ],
  ])('keeps %s', async (_what, inside) => {
    const source = model(inside)
    const { xml, lost, changed } = await roundtrip(source)
    expect({ lost, changed }).toEqual({ lost: [], changed: [] })
    expect(said(xml)).toBe(said(source))
  })

  it('keeps what it has no place for when something beside it is edited', async () => {
    const source = model(
      '<process id="p"><documentation>a <b xmlns="">c</b></documentation><task id="a" x:own="1"><x:lost/></task><!--why--><task id="b"/></process>',
    )
    const { model: parsed } = await parse(source)
    if (!parsed) throw new Error('not parsed')
    const { elementsById } = parsed
    elementsById['a']!.name = 'New'
    elementsById['p']!['flowElements'] = [elementsById['a']]
    expect(said(await write(parsed))).toBe(
      said(source)
        .replace('<task id="a" x:own="1">', '<task id="a" x:own="1" name="New">')
        .replace('<!--why--><task id="b"/>', ''),
    )
  })

  it('keeps everything of a model with odd but legal XML anywhere, and of an edited one all but the edit', async () => {
    const source = (odd: readonly string[]) =>
      model(`<!--a--><process id="Жараён"><documentation>${odd[0]}</documentation><extensionElements>${odd[1]}</extensionElements>
        <userTask id="Бошлаш" name="old"><documentation>x</documentation><extensionElements>${odd[2]}${odd[1]}</extensionElements>${odd[0]}</userTask>
        <scriptTask id="s"><script>${odd[2]}</script></scriptTask>${odd[2]}</process>`)
    await fc.assert(
      fc.asyncProperty(fc.array(randomElement, { minLength: 3, maxLength: 3 }), async (elements) => {
        const odd = elements.map((root) =>
          writeXml({ version: '1.0', root, before: [], after: [] }).replace(/^.*\n/, '').trim(),
        )
        const before = source(odd)
        const { xml, lost, changed } = await roundtrip(before)
        expect({ lost, changed }).toEqual({ lost: [], changed: [] })
        expect(said(xml)).toBe(said(before))
        const { model: parsed } = await parse(before)
        if (!parsed) throw new Error('not parsed')
        parsed.elementsById['Бошлаш']!.name = 'new'
        expect(said(await write(parsed))).toBe(said(before.replace('name="old"', 'name="new"')))
      }),
      { numRuns: 60 },
    )
  })

  it('tells what is missing or different', () => {
    const before = readXml(model('<process id="p"><task id="a" name="A"/><task id="b"/></process>')).root
    const after = readXml(model('<process id="p"><task id="a" name="B"/></process>')).root
    expect(compareXml(before, after)).toEqual({
      lost: ['definitions all > process p > task b'],
      changed: ['definitions all > process p > task a: name "A" is now "B"'],
    })
  })

  it('writes what was edited', async () => {
    const { model: parsed } = await parse(model('<process id="p"><task id="a" name="A"/></process>'))
    if (!parsed) throw new Error('not parsed')
    const task = parsed.elementsById['a']
    if (task) task.name = 'B'
    expect(await write(parsed)).toContain('name="B"')
  })

  it('reads the encoding that the file declares', async () => {
    const latin = Buffer.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="E"><process id="p"><task id="a" name="Pr\u00fcfung"/></process></definitions>',
      'latin1',
    )
    const wide = Buffer.from(
      `\ufeff${model('<process id="p"><task id="a" name="Текширув"/></process>').replace('UTF-8', 'UTF-16')}`,
      'utf16le',
    )
    expect((await roundtrip(latin)).xml).toContain('name="Prüfung"')
    expect((await roundtrip(wide)).xml).toContain('name="Текширув"')
  })

  it('says why a file is no model', async () => {
    await expect(roundtrip('<process>')).rejects.toThrow(/not well-formed/)
    await expect(roundtrip('<html/>')).rejects.toThrow(/^line 1: .*no BPMN 2.0 model: it begins with <html>/)
  })
})
