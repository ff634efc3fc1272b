import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readDocx } from './read-docx.ts'
import { writeDocx } from './write-docx.ts'

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
