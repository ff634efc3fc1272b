import { describe, expect, it } from 'vitest'
import { compareXml } from './compare-xml.ts'
import { parse, roundtrip, write } from './roundtrip.ts'
import { readXmlTree } from './xml-tree.ts'

const model = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:d="urn:darcha:bpmn:1" xmlns:x="http://example.org/x" xmlns:tns="E" id="all" targetNamespace="E">${inside}</definitions>`

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

  it('tells what is missing or different', () => {
    const before = readXmlTree(model('<process id="p"><task id="a" name="A"/><task id="b"/></process>'))
    const after = readXmlTree(model('<process id="p"><task id="a" name="B"/></process>'))
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
    await expect(roundtrip('<html/>')).rejects.toThrow(/no BPMN 2.0 model/)
  })
})
