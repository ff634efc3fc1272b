import { PDFDict, PDFDocument, PDFName, PDFString, rgb } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { findSignatures } from './find-signatures.ts'
import { provePdf, verifyPdf } from './index.ts'
import { authority, signer, later, codes, plain, bare, proven, withStore } from './testing/proven-document.ts'

describe('finds what was changed', () => {
  it('any byte of the whole, the store and the time stamp too', async () => {
    const text = Buffer.from(proven)
    const [signature, stamp] = findSignatures(text)
    const store = text.indexOf('/Type /DSS')
    const places = [
      100,
      plain.length + 50,
      signature!.range[1] + 50,
      signature!.range[1] + 3_000,
      text.indexOf('/CRLs'),
      text.indexOf('stream', store - 2_000) + 40,
      store + 6,
      text.indexOf('/VRI') + 10,
      stamp!.range[1] + 60,
      stamp!.range[1] + 900,
      stamp!.range[1] + 2_000,
      stamp!.range[1] + 7_000,
      proven.length - 30,
      proven.length - 1,
    ]
    for (const at of places) {
      const copy = Buffer.from(proven)
      copy[at] = copy[at] === 0x30 ? 0x31 : copy[at]! ^ 1
      expect((await verifyPdf(copy, later())).valid, `byte ${at}`).toBe(false)
    }
  })

  it('any byte of certificates and lists, where no time stamp covers the store', async () => {
    const material = await signer.proof!.material()
    const pdf = Buffer.from(await withStore(bare, material))
    for (const certificate of [...material.certificates, ...material.crl]) {
      const begin = pdf.lastIndexOf(Buffer.from(certificate))
      for (const at of [8, 40, certificate.length >> 1, certificate.length - 3]) {
        const copy = Buffer.from(pdf)
        copy[begin + at]! ^= 1
        expect((await verifyPdf(copy, later())).valid, `byte ${at} of ${certificate.length}`).toBe(false)
      }
    }
    const key = Buffer.from(pdf)
    key[pdf.indexOf('/VRI') + 9]! ^= 1
    expect(await codes(key)).toContain('bad-proof')
  })

  // anybody can have a time stamp put over anything: what it covers must be nothing but proof
  const appended = async (change: (document: PDFDocument) => void) => {
    const document = await PDFDocument.load(bare, { forIncrementalUpdate: true, updateMetadata: false })
    change(document)
    return document.commit({ useObjectStreams: false })
  }
  it.each<[string, (document: PDFDocument) => void]>([
    [
      'a page',
      (document) => {
        document.getPage(0).drawText('granted')
      },
    ],
    [
      'a page that is new',
      (document) => {
        document.addPage().drawText('granted')
      },
    ],
    [
      'an action at opening',
      ({ catalog, context }) => {
        catalog.set(PDFName.of('OpenAction'), context.obj({ S: 'JavaScript', JS: PDFString.of('1') }))
      },
    ],
    [
      'a note on the page',
      (document) => {
        document
          .getPage(0)
          .node.addAnnot(
            document.context.register(
              document.context.obj({ Type: 'Annot', Subtype: 'Square', Rect: [0, 0, 200, 200] }),
            ),
          )
      },
    ],
    [
      'a field that shows',
      (document) => {
        document
          .getForm()
          .createTextField('x')
          .addToPage(document.getPage(0), { x: 0, y: 0, borderColor: rgb(1, 0, 0) })
      },
    ],
    [
      'an object that nothing needs',
      ({ context }) => {
        context.register(context.obj({ Hidden: true }))
      },
    ],
    [
      'the field of the signature',
      ({ catalog, context }) => {
        const [field] = catalog
          .lookup(PDFName.of('AcroForm'), PDFDict)
          .lookup(PDFName.of('Fields'))!
          .toString()
          .match(/\d+ 0 R/)!
        context
          .lookup(context.enumerateIndirectObjects().find(([ref]) => ref.toString() === field)![0], PDFDict)
          .set(PDFName.of('Rect'), context.obj([0, 0, 300, 300]))
      },
    ],
  ])('added behind the signature and stamped: %s', async (_, change) => {
    const changed = await appended(change)
    expect(await codes(changed)).toContain('not-whole-document')
    expect(await codes(await provePdf(changed, await authority.proof()))).toContain('not-whole-document')
  })

  it('an odd end, a gap between objects, a second key', async () => {
    const pdf = Buffer.from(await withStore(bare, await signer.proof!.material()))
    const swap = (from: string, to: string) => {
      const at = pdf.lastIndexOf(from)
      return Buffer.concat([pdf.subarray(0, at), Buffer.from(to), pdf.subarray(at + from.length)])
    }
    for (const bytes of [
      Buffer.concat([pdf, Buffer.from('\n')]),
      swap('/VRI', '/DSS 1 0 R /VRI'),
      swap('endobj', 'endobj % x'),
      swap('/Prev ', '/Prev 1'),
      Buffer.concat([pdf, pdf.subarray(bare.length)]),
    ])
      expect(await codes(bytes)).toContain('not-whole-document')
  })
})
