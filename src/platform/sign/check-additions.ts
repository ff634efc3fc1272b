import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef, type PDFContext, type PDFObject } from '@cantoo/pdf-lib'
import { readAddition, tableOf, type Addition } from './read-addition.ts'
import { readStore, type SecurityStore } from './read-store.ts'

/** Each costs a pass over the file's last part; a document is proven anew once in some years. */
const MOST_ADDITIONS = 20
const FIELD_KEYS = ['Type', 'Subtype', 'FT', 'Rect', 'T', 'F', 'V', 'P']
const STAMP_KEYS = ['Type', 'Filter', 'SubFilter', 'ByteRange', 'Contents', 'M']

/**
 * What was added to a document after its last signature. Only proof may be: a security store, and time stamps over the
 * whole document in invisible fields.
 * Anybody can have a time stamp put over anything, so what a stamp covers is judged as strictly as what nothing covers.
 * @param from where the last signed revision ends
 * @returns the security store
 * @throws Error when anything else was added, changed or hidden
 */
export async function checkAdditions(bytes: Buffer, from: number): Promise<SecurityStore | undefined> {
  const document = await PDFDocument.load(bytes.subarray(0, from), { updateMetadata: false })
  const { context } = document
  const additions: Addition[] = []
  for (let end = bytes.length; end > from; end = additions[0]!.start) {
    if (additions.length === MOST_ADDITIONS) throw new Error('it has too many updates')
    additions.unshift(readAddition(bytes, end, context))
  }
  if (additions[0]?.start !== from) throw new Error('an update does not begin where the signed document ends')
  let store: SecurityStore | undefined
  for (const addition of additions) {
    judge(addition, context, tableOf(bytes, addition.start))
    for (const [number, object] of addition.objects) context.assign(PDFRef.of(number), object)
    store = readStore(context)
  }
  return store
}

function judge({ objects, trailer }: Addition, context: PDFContext, previous: number | undefined): void {
  const { Root: root, Info: info } = context.trailerInfo
  const largest = context.largestObjectNumber
  const said = (name: string) => trailer.get(PDFName.of(name))?.toString()
  if (
    !(root instanceof PDFRef) ||
    said('Root') !== root.toString() ||
    said('Info') !== info?.toString() ||
    said('Prev') !== String(previous)
  )
    throw new Error('it names another beginning of the document')
  only(trailer, ['Size', 'Root', 'Info', 'ID', 'Prev'])
  if (Number(said('Size')) !== Math.max(largest, ...objects.keys()) + 1)
    throw new Error('it counts its objects wrongly')
  const after = (ref: PDFRef): PDFObject | undefined => objects.get(ref.objectNumber) ?? context.lookup(ref)
  const accounted = new Set<number>([root.objectNumber])
  const catalog = sameBut(context.lookup(root), after(root), ['DSS'])
  for (const ref of newFields(context, catalog, objects, after, accounted)) {
    for (const used of stampField(ref, after)) if (used.objectNumber > largest) accounted.add(used.objectNumber)
  }
  for (const used of referencesIn(catalog.get(PDFName.of('DSS')), after)) if (used > largest) accounted.add(used)
  for (const number of objects.keys())
    if (!accounted.has(number)) throw new Error(`object ${number} has nothing to do with proof`)
}

/**
 * Fields that were added to the form and stand on their page as well; everything else about form and pages has stayed.
 */
function newFields(
  context: PDFContext,
  catalog: PDFDict,
  objects: Addition['objects'],
  after: (ref: PDFRef) => PDFObject | undefined,
  accounted: Set<number>,
): PDFRef[] {
  const form = catalog.get(PDFName.of('AcroForm'))
  if (!(form instanceof PDFRef) || !objects.has(form.objectNumber)) return []
  accounted.add(form.objectNumber)
  const fields = appended(sameBut(context.lookup(form), after(form), ['Fields'], 'before'), after(form), 'Fields')
  for (const field of fields) {
    if (context.lookup(field) !== undefined) throw new Error('a field takes the place of something else')
    const page = asDict(after(field)).get(PDFName.of('P'))
    if (!(page instanceof PDFRef)) throw new Error('a field has no page')
    accounted.add(page.objectNumber)
    const before = sameBut(context.lookup(page), after(page), ['Annots'], 'before')
    if (String(before.get(PDFName.of('Type'))) !== '/Page') throw new Error('a field stands on no page')
    if (appended(before, after(page), 'Annots').join() !== fields.join())
      throw new Error('a page shows more than before')
  }
  return fields
}

/** An invisible field with nothing but a time stamp. */
function stampField(ref: PDFRef, after: (ref: PDFRef) => PDFObject | undefined): PDFRef[] {
  const field = asDict(after(ref))
  only(field, FIELD_KEYS)
  const value = field.get(PDFName.of('V'))
  if (
    String(field.get(PDFName.of('FT'))) !== '/Sig' ||
    String(field.get(PDFName.of('Rect'))).replace(/\s/g, '') !== '[0000]' ||
    !(value instanceof PDFRef)
  )
    throw new Error('a field is not an invisible one with a time stamp')
  const stamp = asDict(after(value))
  only(stamp, STAMP_KEYS)
  if (
    String(stamp.get(PDFName.of('Type'))) !== '/DocTimeStamp' ||
    String(stamp.get(PDFName.of('SubFilter'))) !== '/ETSI.RFC3161'
  )
    throw new Error('a field holds something other than a time stamp')
  return [ref, value]
}

/** What the store consists of; its own shape is judged where it is read. */
function referencesIn(value: PDFObject | undefined, after: (ref: PDFRef) => PDFObject | undefined, deep = 0): number[] {
  if (deep > 6) throw new Error('the security store is too deep')
  if (value instanceof PDFRef) return [value.objectNumber, ...referencesIn(after(value), after, deep + 1)]
  if (value instanceof PDFArray) return value.asArray().flatMap((pdfObject) => referencesIn(pdfObject, after, deep + 1))
  if (value instanceof PDFDict) return value.values().flatMap((pdfObject) => referencesIn(pdfObject, after, deep + 1))
  return []
}

/** References that a list has at its end now and had not before. */
function appended(before: PDFDict, after: PDFObject | undefined, name: string): PDFRef[] {
  const list = (of: PDFDict) => {
    const found = of.get(PDFName.of(name))
    return found instanceof PDFArray ? found.asArray() : []
  }
  const [old, now] = [list(before), list(asDict(after))]
  const added = now.slice(old.length)
  if (
    old.some((pdfObject, index) => pdfObject.toString() !== now[index]?.toString()) ||
    !added.every((pdfObject) => pdfObject instanceof PDFRef)
  )
    throw new Error(`/${name} was changed`)
  return added as PDFRef[]
}

/** @throws Error when two dictionaries differ in more than the named entries */
function sameBut(
  before: PDFObject | undefined,
  after: PDFObject | undefined,
  names: readonly string[],
  answer: 'before' | 'after' = 'after',
): PDFDict {
  const [dictionary, other] = [asDict(before), asDict(after)]
  const entries = (of: PDFDict) =>
    of
      .entries()
      .filter(([key]) => !names.includes(key.decodeText()))
      .map(([key, value]) => `${key.toString()} ${value.toString()}`)
      .sort()
      .join('\n')
  if (entries(dictionary) !== entries(other)) throw new Error('it changes what was signed')
  return answer === 'before' ? dictionary : other
}

function only(dict: PDFDict, names: readonly string[]): void {
  if (dict.keys().some((key) => !names.includes(key.decodeText())))
    throw new Error('it says more than a time stamp has to')
}

function asDict(value: PDFObject | undefined): PDFDict {
  if (!(value instanceof PDFDict)) throw new Error('something is not of its kind')
  return value
}
