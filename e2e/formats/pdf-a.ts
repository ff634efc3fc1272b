import { outside } from './outside.ts'

interface QpdfFile {
  qpdf: [unknown, Record<string, { value?: unknown; stream?: { dict: Record<string, unknown>; data?: string } }>]
}

/**
 * What poppler and qpdf find against a file being PDF/A-2 (ISO 19005-2), level A: one line a fault. They look at structure,
 * fonts, metadata, colour, actions and annotations; they are no validator of every clause.
 */
export async function faultsOfPdfA(path: string): Promise<string[]> {
  const faults: string[] = []
  const wants = (holds: boolean, what: string) => {
    if (!holds) faults.push(what)
  }
  await outside('qpdf', ['--check', path])
  const info = await outside('pdfinfo', [path])
  wants(/Tagged:\s+yes/.test(info), 'it is not tagged')
  wants(/Encrypted:\s+no/.test(info), 'it is encrypted')
  wants(/JavaScript:\s+no/.test(info), 'it holds a script')
  wants(/PDF version:\s+1\.[0-7]/.test(info), 'its version is no 1.x')
  // two lines of heading; columns from the right: object and generation, unicode, subset, embedded
  const fonts = (await outside('pdffonts', [path])).trim().split('\n').slice(2)
  wants(fonts.length > 0, 'it has no font')
  for (const line of fonts)
    wants(/\s+yes\s+\S+\s+yes\s+\d+\s+\d+\s*$/.test(line), `not embedded or without Unicode: ${line}`)
  wants((await outside('pdfinfo', ['-struct', path])).trim().length > 0, 'its structure is empty')
  const [, objects] = (
    JSON.parse(
      await outside('qpdf', ['--json=2', '--json-stream-data=inline', '--decode-level=generalized', path]),
    ) as QpdfFile
  ).qpdf
  const found = (reference: unknown): any => {
    const object = typeof reference === 'string' ? objects[`obj:${reference}`] : undefined
    return object ? (object.value ?? object.stream) : reference
  }
  const trailer = objects['trailer']!.value as Record<string, unknown>
  wants(Array.isArray(trailer['/ID']), 'its trailer has no ID')
  const catalog = found(trailer['/Root'])
  wants(found(catalog['/MarkInfo'])?.['/Marked'] === true, 'it is not marked')
  wants(catalog['/StructTreeRoot'] !== undefined, 'it has no structure')
  wants(typeof catalog['/Lang'] === 'string', 'it names no language')
  const metadata = found(catalog['/Metadata'])
  const xmp = Buffer.from(metadata?.data ?? '', 'base64')
  await outside('xmllint', ['--noout', '-'], xmp.toString())
  wants(/pdfaid:part[>=]"?2\b/.test(xmp.toString()), 'its metadata do not say PDF/A-2')
  wants(/pdfaid:conformance[>=]"?A\b/.test(xmp.toString()), 'its metadata do not say level A')
  const intents = (found(catalog['/OutputIntents']) ?? []).map(found)
  const intent = intents.find((each: Record<string, unknown>) => each['/S'] === '/GTS_PDFA1')
  const profile = Buffer.from(found(intent?.['/DestOutputProfile'])?.data ?? '', 'base64')
  wants(profile.subarray(36, 40).toString() === 'acsp', 'its output intent has no colour profile')
  for (const [name, object] of Object.entries(objects)) {
    const dictionary = (object.stream?.dict ?? object.value) as Record<string, unknown> | undefined
    if (dictionary === null || typeof dictionary !== 'object' || Array.isArray(dictionary)) continue
    const action = dictionary['/S']
    wants(!(typeof action === 'string' && FORBIDDEN.has(action)), `${name} is an action that is forbidden: ${action}`)
    wants(dictionary['/AA'] === undefined || dictionary['/Type'] === '/Font', `${name} acts by itself`)
    wants(dictionary['/Filter'] !== '/LZWDecode', `${name} is packed with LZW`)
    if (dictionary['/Type'] !== '/Annot' || dictionary['/Subtype'] === '/Popup') continue
    const flags = Number(dictionary['/F'] ?? 0)
    // printed, and neither hidden, invisible nor without view
    wants((flags & 4) === 4 && (flags & 0b100011) === 0, `${name} is an annotation that is not shown and printed`)
  }
  return faults
}

/** ISO 19005-2, 6.5.1. */
const FORBIDDEN = new Set(
  [
    'Launch',
    'Sound',
    'Movie',
    'ResetForm',
    'ImportData',
    'Hide',
    'SetOCGState',
    'Rendition',
    'Trans',
    'GoTo3DView',
    'JavaScript',
  ].map((name) => `/${name}`),
)
