import fc from 'fast-check'
import { expect, it } from 'vitest'
import { docxLines } from './docx-lines.ts'
import { openDocx } from './open-docx.ts'
import { writeDocx } from './write-docx.ts'

const readDocx = async (bytes: Uint8Array) => {
  const document = await openDocx(bytes)
  return document && docxLines(document)
}

it('a document of a word processor gives back the paragraphs that were written', async () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replace(/[\s\p{C}]+/gu, ' ').trim())
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 10 }), async (lines) => {
      expect(
        await readDocx(
          writeDocx(
            'en',
            lines.map((text) => ({ text })),
          ),
        ),
      ).toEqual(lines)
    }),
    { numRuns: 30 },
  )
})

it('what is no such document is not read', async () => {
  for (const bytes of [new Uint8Array(), Buffer.from('PK'), Buffer.from('<html>')])
    expect(await readDocx(bytes)).toBeUndefined()
})

it('of a document with tracked changes, tables, boxes and hidden words what a reader sees is read, and once', () => {
  const run = (text: string, look = '') => `<w:r><w:rPr>${look}</w:rPr><w:t>${text}</w:t></w:r>`
  const document = `<w:document xmlns:w="w" xmlns:mc="mc"><w:body>
    <w:p>${run('Arti')}${run('cle 2')}${run('1', '<w:vertAlign w:val="superscript"/>')}${run('. Fee')}</w:p>
    <w:p>${run('Nine ')}<w:del>${run('not these ')}</w:del><w:ins>${run('but ten')}</w:ins></w:p>
    <w:p><w:moveFrom>${run('Moved here.')}</w:moveFrom></w:p><w:p><w:moveTo>${run('Moved here.')}</w:moveTo></w:p>
    <w:tbl><w:tr><w:tc><w:p>${run('One')}</w:p></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p>${run('Two')}</w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>
    <w:p>${run('secret', '<w:vanish/>')}${run('seen', '<w:vanish w:val="0"/>')}<w:r><w:noBreakHyphen/></w:r>${run('twice')}</w:p>
    <w:p><mc:AlternateContent><mc:Choice>${run('In a box')}</mc:Choice><mc:Fallback>${run('In a box')}</mc:Fallback></mc:AlternateContent></w:p>
    <w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:sdt><w:sdtContent>${run('Filled in')}</w:sdtContent></w:sdt></w:p>
  </w:body></w:document>`
  expect(docxLines(Buffer.from(document))?.filter((line) => line !== '')).toEqual([
    'Article 2¹. Fee',
    'Nine but ten',
    'Moved here.',
    'One',
    'Two',
    'seen-twice',
    'In a box',
    'Filled in',
  ])
})
