/** The one reader and writer of XML: models, decisions and logs come through here. */
export { decodeXml } from './decode-xml.ts'
export { XmlError, type XmlErrorCode } from './xml-error.ts'
export type {
  XmlAttribute,
  XmlHandlers,
  XmlLimits,
  XmlScanner,
  XmlTag,
} from './scan-xml.ts'
export { readXml, XmlElement, XMLNS, XSI, type XmlDocument, type XmlNode } from './read-xml.ts'
export { escapeXml, writeXml } from './write-xml.ts'
export { compareXml, type XmlDifferences } from './compare-xml.ts'
export { mergeXml } from './merge-xml.ts'
export { createPlainScanner } from './scan-plain.ts'
